"""The planner's app: compare strategies in the browser.

Data flows one way: what is typed -> `store` -> scenario -> `jobs` -> outcome -> charts and pages.
The library (`simulator`) does not know the app; a page knows no other page.
"""
