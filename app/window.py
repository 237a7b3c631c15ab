"""The browser's window: its address, history, width and colours, and the language it is read out in."""

import panel as pn
import param
from panel.custom import JSComponent

COOKIE = "kuchikomi_theme"
NARROW = 599.95  # pixels up to which the menu lies over the page, as Material UI has it
HANDED = "from"  # what is in an address for one reading only


class Window(JSComponent):
    """What the app knows of the window it is shown in; nothing of it is seen."""

    language = param.String(doc="The language of the document")
    page = param.String(doc="The page that is shown; each has an address, and Back goes to the one before")
    title = param.String(doc="What the tab, the history and screen readers call the page")
    first = param.String(doc="The page of an address that names none")
    narrow = param.Number(NARROW, doc="Pixels up to which a window is narrow")
    is_narrow = param.Boolean(False, doc="Whether it is")
    theme = param.String(doc="The colours that were chosen: the browser keeps them for the next time")
    cookie = param.String(COOKIE, doc="Under which name it does")
    leads_to = param.String(doc="What an address asks for to which the window is led, in place of this one")

    _esm = """
      function address() { return new URL(window.location.href) }
      export function render({ model, view }) {
        // Panel keeps an address of its own, and goes back to it whenever it takes a fragment away.
        const kept = () => {
          for (const one of view.model.document.roots())
            if (one.type === "panel.models.location.Location")
              one.setv({ search: window.location.search }, { silent: true })
        }
        document.documentElement.lang = model.language
        const now = address()
        if (now.searchParams.has("from")) {
          now.searchParams.delete("from")
          window.history.replaceState({}, "", now)
          kept()
        }
        const width = window.matchMedia(`(max-width: ${model.narrow}px)`)
        const measured = () => { model.is_narrow = width.matches }
        width.addEventListener("change", measured)
        measured()
        const called = () => { document.title = model.title }
        model.on("title", called)
        called()
        const asked = () => address().searchParams.get("page") || model.first
        window.addEventListener("popstate", () => { kept(); model.page = asked() })
        model.on("page", () => {
          if (model.page === asked()) return
          const next = address()
          next.searchParams.set("page", model.page)
          window.history.pushState({}, "", next)
          kept()
        })
        model.on("theme", () => {
          document.cookie = `${model.cookie}=${model.theme}; path=/; max-age=31536000; SameSite=Lax`
        })
        model.on("leads_to", () => { window.location.search = model.leads_to })
        return document.createElement("span")
      }
    """


def chosen_theme() -> str:
    """The colours that were chosen in this browser before: those by day, or dark."""
    return "dark" if pn.state.cookies.get(COOKIE) == "dark" else "default"
