"""Watches a stream with requests and sseclient-py."""

import requests
import sseclient

import shown

url, headers = shown.stream()
with requests.get(url, headers=headers, stream=True) as response:
    shown.status(response.status_code)
    if response.ok:
        for event in sseclient.SSEClient(response).events():
            shown.event(event.event, event.id, event.data)
        shown.end()
