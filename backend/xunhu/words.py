"""Every word that the server says: titles of refusals and messages of faults."""

import re

import orjson

SPOKEN = {"zh": "zh-CN", "en": "en"}  # by the first part of a language tag
DEFAULT = "zh-CN"

CODES_BY_STATUS = {
    400: "unreadable",
    401: "not-signed-in",
    403: "forbidden",
    404: "not-found",
    405: "wrong-method",
    413: "too-large",
    415: "wrong-type",
    422: "invalid",
    429: "too-often",
    500: "internal",
}

# every code in Chinese and in English
WORDS: dict[str, tuple[str, str]] = {
    "invalid": ("内容不合要求", "The content is not acceptable"),
    "not-found": ("没有找到", "Not found"),
    "forbidden": ("此角色无权进行这项操作", "This role may not do that"),
    "too-large": ("超过大小限制", "Over the size limit"),
    "wrong-type": ("内容类型不对", "Wrong media type"),
    "wrong-method": ("不支持这种请求方法", "This method is not supported here"),
    "unreadable": ("请求无法读取", "The request can't be read"),
    "internal": ("服务器内部错误，已记录", "Internal error; it has been logged"),
    "busy": ("服务器忙，请稍后再试", "The server is busy; try again"),
    "too-often": ("尝试过于频繁，请稍后再试", "Too many attempts; wait a little"),
    "not-signed-in": ("请先登录", "Sign in first"),
    "device-revoked": (
        "这台设备已被停用；尚未上传的记录仍在设备上",
        "This device was shut out; what it has not sent is still on it",
    ),
    "bad-credentials": ("用户名或密码不对", "Wrong username or password"),
    "csrf-rejected": ("请求来源不明，已拒绝", "Refused: the request's origin is unknown"),
    "epoch-changed": ("服务器数据已恢复到新版本，请重新同步", "The server began a new epoch"),
    "scope-changed": ("您的权限范围已变化，请重新同步", "Your scope has changed"),
    "bad-cursor": ("游标无效", "The cursor is not valid"),
    "too-few-days": (
        "少于 7 天的足迹只给可以查看轨迹的人看",
        "A footprint of under 7 days is only for those who may see the tracks",
    ),
    "bad-range": ("日期范围缺失或颠倒", "The range is missing or reversed"),
    "too-many-days": ("最多 31 天", "31 days at most"),
    "not-empty": ("已有真实用户，不添加演示数据", "There are users already; no demo is added"),
    "bad-file": ("文件内容不合要求", "The file is not acceptable"),
    "occupied": ("数据目录正被使用", "The data directory is in use"),
    "bad-backup": ("备份不完整或已损坏", "The backup is incomplete or damaged"),
    "backup-failed": ("备份没有成功", "The backup did not succeed"),
    "restore-failed": ("恢复没有成功，什么都没有改变", "The restore failed; nothing was changed"),
    # of records
    "not-strict-json": ("不是严格的 JSON", "Not strict JSON"),
    "bad-id": ("编号不是 UUIDv7", "The id is not a UUIDv7"),
    "record-too-large": ("单条记录过大", "The record is over the size limit"),
    "personal-data": ("含有身份证号或手机号", "Holds an identity or phone number"),
    "unknown-kind": ("未知的记录类型", "Unknown kind of record"),
    "unknown-schema": ("未知的记录版本", "Unknown schema version"),
    "bad-field": ("字段不合要求", "A field is not acceptable"),
    "bad-geometry": ("位置数据不合要求", "The geometry is not acceptable"),
    "out-of-scope": ("不在负责的镇街范围内", "Outside the townships of this user"),
    "sender-may-not": ("发送人的角色不能做这类记录", "The sender's role may not record this"),
    "unknown-author": ("记录人不是本区用户", "The author is not a user of this district"),
    "author-may-not": ("记录人的角色不能做这类记录", "The author's role may not record this"),
    "conflicting-bytes": ("同一编号已有不同内容", "This id is taken by other content"),
    "wrong-layer": ("引用的目标不是这一类", "The target named is of another layer"),
    "not-initialised": ("尚未初始化", "Not initialised"),
    "wrong-kind": ("引用的不是这一类记录或对象", "The record or thing named is of another kind"),
    "already-decided": ("这条记录已经处理过", "This record was decided about before"),
    "twice": ("重复", "Given twice"),
    "not-amendable": ("这一处不能更正", "This place can't be changed"),
    "no-such-place": ("记录里没有这一处", "There is no such place in the record"),
    "not-revisable": ("这条记录不能再更正或作废", "This record can't be amended or voided"),
    "truncated": ("传输不完整", "The record was cut short"),
    "erased": ("已按隐私要求删除", "Erased for privacy"),
    "thinned": ("位置保存期限已过，轨迹已清除", "Its positions were let go after their time"),
    "digest-mismatch": ("图片与声明的摘要不符", "The image is not the one declared"),
    "bad-image": ("图片无法读取或不能接受", "The image can't be read or accepted"),
    "storage-full": ("服务器磁盘已满，请稍后再试", "The server's disk is full; try again later"),
    # of fields
    "required": ("缺少必填项", "Missing"),
    "unknown-field": ("不认识的字段", "Unknown field"),
    "null": ("不能为空", "May not be null"),
    "not-string": ("应为文字", "Must be a text"),
    "not-integer": ("应为整数", "Must be an integer"),
    "not-number": ("应为数字", "Must be a number"),
    "not-list": ("应为列表", "Must be a list"),
    "not-object": ("应为对象", "Must be an object"),
    "not-date": ("应为日期（年-月-日）", "Must be a date (YYYY-MM-DD)"),
    "not-time": ("应为带时区的时间（RFC 3339）", "Must be an RFC 3339 instant with offset"),
    "not-uuid": ("应为 UUID", "Must be a UUID"),
    "not-one-of": ("不在可选值之内", "Not one of the allowed values"),
    "out-of-range": ("数值超出范围", "Out of range"),
    "wrong-length": ("长度不合要求", "Wrong length"),
    "username-taken": ("用户名已被使用", "The username is taken"),
    "password-too-short": ("密码至少 8 个字符", "A password has at least 8 characters"),
    "unknown-township": ("没有这个镇街", "There is no such township"),
    "unknown-district": ("没有这个区县", "There is no such district"),
    "unknown-vehicle": ("没有这辆车", "There is no such vehicle"),
    "no-township": ("这个角色不属于任何镇街", "This role belongs to no township"),
    "one-district": ("须属于一个且只有一个区县", "Must belong to exactly one district"),
    "lengths-differ": ("各列长度不一致", "The columns differ in length"),
    "code-taken": ("同一图层已有这个编码", "Another target of this layer has this code"),
    # of files of targets, and of those added to a patrol
    "in-doubt": ("文件看来有误，请核对", "The file looks wrong; please check"),
    "shifted": ("坐标看来有偏移", "The coordinates look shifted"),
    "named-datum": ("文件写明的坐标系不同", "The file names another datum"),
    "outside": ("看来不在本区", "This looks like another district"),
    "swapped": ("经纬度看来颠倒了", "Longitude and latitude look swapped"),
    "other-time": ("不是这次巡防的时间", "It was recorded at another time than the patrol"),
    # of JSON that isn't strict
    "empty": ("内容是空的", "There is nothing in it"),
    "byte-order-mark": ("开头有字节顺序标记（BOM）", "Begins with a byte order mark"),
    "not-utf8": ("不是 UTF-8 编码", "Not UTF-8"),
    "too-deep": ("嵌套过深", "Nested too deep"),
    "duplicate-key": ("同一对象中有重名成员", "A member occurs twice in one object"),
    "not-a-number": ("不是合法的数字", "Not a number of JSON"),
    "integer-too-big": ("整数超出 ±2^53", "An integer is beyond ±2^53"),
    "overflow": ("数字过大", "A number is too big for a double"),
    "nul": ("含空字符（NUL）", "Holds a NUL"),
    "lone-surrogate": ("含不成对的代理字符", "Half a surrogate pair stands alone"),
    "trailing": ("末尾有多余内容", "There is more after its end"),
    "syntax": ("不是合法的 JSON", "Not JSON"),
}

# marshmallow's own sentences, told apart by their beginning
MARSHMALLOW = [
    (r"Missing data", "required"),
    (r"Unknown field", "unknown-field"),
    (r"Field may not be null", "null"),
    (r"Not a valid string", "not-string"),
    (r"Not a valid integer", "not-integer"),
    (r"Not a valid number|Special numeric", "not-number"),
    (r"Not a valid list", "not-list"),
    (r"Not a valid mapping|Invalid input type", "not-object"),
    (r"Not a valid date\.", "not-date"),
    (r"Not a valid (aware )?datetime", "not-time"),
    (r"Not a valid UUID", "not-uuid"),
    (r"Must be one of", "not-one-of"),
    (r"Must be (greater|less)", "out-of-range"),
    (r"Longer than|Shorter than|Length must", "wrong-length"),
]


def code_of(message: str) -> str:
    """The code of a message: the message itself when it is one, or marshmallow's by its text."""
    if message in WORDS:
        return message
    return next((code for start, code in MARSHMALLOW if re.match(start, message)), "bad-field")


def say(code: str, language: str, fallback: str | None = None) -> str:
    """The words of a code; the fallback or the code itself where there are none."""
    zh, en = WORDS.get(code, (fallback or code, fallback or code))
    return en if language == "en" else zh


def dumps(body: object) -> bytes:
    """JSON bytes of an answer."""
    return orjson.dumps(body)
