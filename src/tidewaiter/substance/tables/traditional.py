"""Traditional Chinese characters and the simplified ones that stand for them; characters that are typed for others."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


def source() -> Path:
    """OpenCC's table of characters (PyPI ``opencc-python-reimplemented``); not imported: only its data file is read."""
    found = find_spec("opencc")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("opencc")
    return Path(found.origin).parent / "dictionary" / "TSCharacters.txt"


_TAIWAN = {
    "矽": "硅",
    "菸": "烟",
    "醯": "酰",
    "碸": "砜",
    "嗎": "吗",
    "羥": "羟",
    "鹼": "碱",
    "堿": "碱",
    "硷": "碱",
    "銣": "铷",
}  # as Taiwan writes words of the trade


@cache
def simplified() -> dict[str, str]:
    """Traditional characters with the simplified one."""
    out = dict(_TAIWAN)
    for line in source().read_text(encoding="utf-8").splitlines():
        old, _, new = line.partition("\t")
        first = new.split(" ")[0]
        if len(old) == 1 and len(first) == 1 and old != first:
            out[old] = first
    return out


# Characters of names of chemicals, with those that sound or look alike and are typed for them.
_TYPED_FOR = {
    "苯": "笨本", "锰": "猛孟", "钾": "甲岬", "氨": "安铵胺", "胺": "按氨", "铵": "胺氨", "酮": "铜同桐", "醇": "纯淳", "醚": "迷", "酯": "脂指", "氢": "轻氰", "钠": "纳那", "砷": "申", "烷": "完",
    "炔": "缺", "酐": "干杆", "嗪": "秦", "啶": "定", "咪": "米", "唑": "坐", "哌": "派", "吡": "比", "噻": "塞", "吗": "玛马", "啡": "菲非", "氰": "青清氢", "氟": "弗佛", "溴": "臭嗅", "碘": "典",
    "磷": "鳞邻", "硫": "流琉", "硝": "消销", "羟": "强", "酰": "先醯", "肼": "井", "脲": "尿", "萘": "奈", "醛": "全", "酚": "分份", "羧": "梭", "氯": "绿", "镁": "美", "钙": "丐", "锂": "里",
    "碱": "减硷", "酸": "算", "伪": "假", "麻": "嘛", "卡": "咔", "呋": "夫", "喃": "南", "芬": "酚芳", "泮": "拌半", "啉": "林", "酊": "丁", "仑": "伦轮",
}  # fmt: skip
_MEANT: dict[str, str] = {}  # what a character may be typed for
for _meant, _several in _TYPED_FOR.items():
    for _typed in _several:
        _MEANT[_typed] = _MEANT.get(_typed, "") + _meant


def as_meant(name: str) -> list[str]:
    """What a Chinese name may have been meant as, one character or all of them typed for another; [] for any other name.

    >>> as_meant("甲笨"), as_meant("氯氨酮"), as_meant("toluene")
    (['钾笨', '甲苯', '钾苯'], ['氯胺酮', '氯铵酮'], [])
    """
    ones = [
        name[:n] + meant + name[n + 1 :] for n, letter in enumerate(name) for meant in _MEANT.get(letter, "")
    ]
    every = "".join(_MEANT.get(letter, letter)[0] for letter in name)
    return list(dict.fromkeys([*ones, *([every] if ones else [])]))
