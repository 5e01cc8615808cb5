"""The statistics of the reports, pure: numbers in, named tuples out.

Distribution functions are SciPy's, imported where they are used, since the import is slow and few
pages need it. Each function says its formula, its source and what it does at the edges.
"""

from clinic.domain.statistics.charts import PChart, XmR, p_chart, xmr
from clinic.domain.statistics.comparisons import (
    Ancova,
    Effect,
    FunnelLimits,
    Limits,
    ancova,
    false_alarms,
    funnel_limits,
    funnel_signal,
)
from clinic.domain.statistics.intervals import Interval, precision_n, t_interval, wilson
from clinic.domain.statistics.means import MeanChange, mean, mean_change, sample_sd
from clinic.domain.statistics.reliability import (
    RegressionToTheMean,
    ReliableChange,
    clinical_cutoff,
    regression_to_the_mean,
    reliable_change,
)
from clinic.domain.statistics.responders import Responders, ResponseRate, Share, responders, share
from clinic.domain.statistics.suppression import Cell, suppress
from clinic.domain.statistics.survival import KaplanMeier, Step, kaplan_meier

__all__ = [
    "Ancova",
    "Cell",
    "Effect",
    "FunnelLimits",
    "Interval",
    "KaplanMeier",
    "Limits",
    "MeanChange",
    "PChart",
    "RegressionToTheMean",
    "ReliableChange",
    "Responders",
    "ResponseRate",
    "Share",
    "Step",
    "XmR",
    "ancova",
    "clinical_cutoff",
    "false_alarms",
    "funnel_limits",
    "funnel_signal",
    "kaplan_meier",
    "mean",
    "mean_change",
    "p_chart",
    "precision_n",
    "regression_to_the_mean",
    "reliable_change",
    "responders",
    "sample_sd",
    "share",
    "suppress",
    "t_interval",
    "wilson",
    "xmr",
]
