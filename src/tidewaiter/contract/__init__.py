"""The shape of every answer, declared once: what ``to_json`` returns, what the JSON routes promise in the OpenAPI document.

One module a kind of question. Keys may be added; none that stands here goes or changes its meaning within a version.
"""
