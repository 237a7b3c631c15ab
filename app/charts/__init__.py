"""Charts: from the numbers of an outcome to HoloViews, and nothing else."""

import holoviews as hv
import holoviews.plotting.bokeh

hv.Store.set_current_backend("bokeh")
