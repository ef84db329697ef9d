"""Watches a stream with requests alone, line by line."""

import requests

import shown

url, headers = shown.stream()
with requests.get(url, headers=headers, stream=True) as response:
    shown.status(response.status_code)
    if response.ok:
        fields = {}
        for line in response.iter_lines(decode_unicode=True):
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
            elif not line:
                if "data" in fields:
                    shown.event(fields.get("event"), fields.get("id"), fields["data"])
                fields = {}
        shown.end()
