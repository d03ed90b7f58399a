"""schemathesis against what the API says of itself: no answer is an error of the server's, none breaks its schema.

Two descriptions are tried: one made of what the index says of each route's arguments and OPTIONS of what it shows, and the
OpenAPI description of platen/v1. Routes that read are asked with values that fit and values that do not; routes that make
something new as well, with the checks of the server alone, since their answers differ with what was sent."""
import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

url, token, examples = sys.argv[1:4]
more = sys.argv[4:]
HEADERS = {"Authorization": f"Basic {token}"}
KEYWORDS = {"type", "enum", "minimum", "maximum", "minLength", "maxLength", "items", "properties", "default"}
# These ask others, or change who is signed in and where the site stands.
NOT_READ = "url-details|oembed|navigation-fallback"
MADE = ["posts", "pages", "blocks", "navigation", "categories", "tags", "comments", "menus", "menu-items", "widgets"]
# What lists show, they show by name.
BY_NAME = ("/wp/v2/types", "/wp/v2/statuses", "/wp/v2/taxonomies", "/wp/v2/menu-locations")


def fetch(path, method="GET"):
    request = urllib.request.Request(f"{url}/wp-json{path}", headers=HEADERS, method=method)
    return json.load(urllib.request.urlopen(request))


def schema(argument):
    kept = {key: value for key, value in argument.items() if key in KEYWORDS and value not in ([], None)}
    if isinstance(kept.get("enum"), dict):
        # WordPress publishes some lists with their keys.
        kept["enum"] = list(kept["enum"].values())
    if isinstance(kept.get("properties"), dict):
        kept["properties"] = {name: schema(value) for name, value in kept["properties"].items()}
    if isinstance(kept.get("items"), dict):
        kept["items"] = schema(kept["items"])
    return kept


def shown(described):
    """The schema of an answer. PHP writes an object without members as a list; a value that is not there may be null; and
    defaults and lengths are of what is sent."""
    kinds = described.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    kinds = ["boolean" if kind == "bool" else kind for kind in kinds]
    kept = {}
    if kinds:
        kept["type"] = sorted({*kinds, "null", *(["array"] if "object" in kinds else [])})
    enum = described.get("enum")
    enum = list(enum.values()) if isinstance(enum, dict) else enum
    if enum and "array" not in kinds:
        # WordPress publishes for attachments the statuses of posts, and shows the one that attachments have.
        kept["enum"] = [*enum, None, "", *(["inherit"] if "publish" in enum else [])]
    if isinstance(described.get("properties"), dict):
        kept["properties"] = {name: shown(value) for name, value in described["properties"].items()}
    if "array" in kinds and isinstance(described.get("items"), dict):
        kept["items"] = shown(described["items"])
    return kept


def parameters(pattern, arguments):
    in_path = re.findall(r"\(\?P<(\w+)>", pattern)
    for name in in_path:
        known = schema(arguments.get(name, {}))
        known.pop("default", None)
        yield {"name": name, "in": "path", "required": True, "schema": known or {"type": "string"}}
    for name, argument in arguments.items():
        if name not in in_path:
            required = bool(argument.get("required"))
            yield {"name": name, "in": "query", "required": required, "schema": schema(argument)}


def template(pattern):
    """The pattern with names in braces where it has groups."""
    out, at = "", 0
    while at < len(pattern):
        if not pattern.startswith("(?P<", at):
            out, at = out + pattern[at], at + 1
            continue
        out += "{" + pattern[at + 4 : pattern.index(">", at)] + "}"
        depth = 0
        while True:
            letter = pattern[at]
            at += 2 if letter == "\\" else 1
            depth += (letter == "(") - (letter == ")")
            if depth == 0:
                break
    return out.replace("\\", "")


def answers(pattern, endpoint):
    """What OPTIONS says that the route shows: one thing, or a list of them."""
    single = re.fullmatch(r"(/wp/v2/[\w-]+)/\(\?P<\w+>\[[^/]*\]\+\)", pattern)
    address = single[1] if single else pattern.replace("\\", "")
    described = fetch(address, "OPTIONS") if "(" not in address else {}
    everything = {"default": {"description": "Any."}}
    item = described.get("schema") if isinstance(described, dict) else None
    if not item:
        return everything
    item = shown(item)
    if single:
        body = item
    elif pattern in BY_NAME:
        body = {"type": ["object", "array"], "additionalProperties": item}
    elif "per_page" in endpoint["args"] or pattern.endswith(("widgets", "sidebars", "themes", "plugins", "block-types", "widget-types", "patterns", "templates", "template-parts", "/categories")):
        body = {"type": "array", "items": item}
    else:
        body = item
    return {"200": {"description": "Shown.", "content": {"application/json": {"schema": body}}}, **everything}


def describe():
    paths = {}
    for pattern, route in fetch("/")["routes"].items():
        for endpoint in route["endpoints"]:
            endpoint["args"] = endpoint["args"] or {}
            if "GET" in endpoint["methods"]:
                operation = {"parameters": list(parameters(pattern, endpoint["args"])), "responses": answers(pattern, endpoint)}
                paths.setdefault(template(pattern), {})["get"] = operation
            elif endpoint["methods"] == ["POST"] and pattern.removeprefix("/wp/v2/") in MADE:
                fields = {name: schema(argument) for name, argument in endpoint["args"].items()}
                body = {"content": {"application/json": {"schema": {"type": "object", "properties": fields}}}}
                operation = {"requestBody": body, "responses": {"default": {"description": "Any."}}}
                paths.setdefault(template(pattern), {})["post"] = operation
    return {"openapi": "3.1.0", "info": {"title": "The API", "version": "1"}, "paths": paths}


def run(description, address, *options):
    command = [
        Path(sys.executable).parent / "schemathesis", "run", str(description), "--url", address,
        "--header", f"Authorization: Basic {token}", "--checks", "not_a_server_error,response_schema_conformance",
        "--phases", "fuzzing", "--max-examples", examples, "--mode", "all", *options, *more,
    ]
    return subprocess.run([str(part) for part in command], cwd=description.parent).returncode


with tempfile.TemporaryDirectory() as folder:
    of_index = Path(folder) / "index.json"
    of_index.write_text(json.dumps(describe()))
    of_platen = Path(folder) / "openapi.json"
    of_platen.write_text(json.dumps(fetch("/platen/v1/openapi.json")))
    sys.exit(
        run(of_index, f"{url}/wp-json", "--exclude-path-regex", NOT_READ)
        or run(of_platen, f"{url}/wp-json", "--include-method", "GET")
    )
