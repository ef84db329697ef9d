"""Watches a stream with httpx and httpx-sse."""

import httpx
import httpx_sse

import shown

url, headers = shown.stream()
with httpx.Client(timeout=None) as client:
    with httpx_sse.connect_sse(client, "GET", url, headers=headers) as source:
        shown.status(source.response.status_code)
        if source.response.is_success:
            for event in source.iter_sse():
                shown.event(event.event, event.id, event.data)
            shown.end()
