"""Exchange rates and the SDR of the IMF; each conversion names the rate that it used."""

from karavel.money.daily import Daily, load_daily
from karavel.money.rate import Rate
from karavel.money.rates import Conversion, Rates

__all__ = ["Conversion", "Daily", "Rate", "Rates", "load_daily"]
