"""Every kind is known, as it is once the app was made."""

from xunhu.app import register_kinds

register_kinds()
