"""The characters that cards can write: those that all faces of DejaVu have, without loading one.

Only scripts whose letters stand one after the other: others join or stack theirs. A test compares them.
"""

from __future__ import annotations

_RANGES = """
20-7e a0-2cd 2d0-2d3 2d6-2de 2e0-2e9 2ec 2ee 2f3 2f7 300-33f 343 34f 358 360-361 370-377 37a-37e
384-38a 38c 38e-3a1 3a3-3e1 3f0-45f 462-465 46a-46d 470-477 48c-48d 490-49b 49e-4a7 4aa-4b7 4ba-4bb
4c0-4c4 4c7-4c8 4cb-4cc 4cf-4f9 510-515 51a-51d 531-556 559-55f 561-587 589-58a 10a0-10c5 10d0-10fc
1e00-1efb 1f00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4
1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-2026 202a-203a 203c-203e 2042
2044-2049 204b-204f 2051-2053 2057 205f-2064 206a-2071 2074-208e 2090-209c 20a6 20ac 20af 20b1
20b4-20b5 20b8-20ba 20bd 2103 2109 210e-210f 2116 2122 2126-2127 212a-212b 2132 2141-2144 214b 214e
2150-2185 2189 2190-2200 2202-2204 2206-2209 220b-220c 220f-2215 2217-2220 2223-222d 2238-223d
2242-2243 2248 2250-2255 2260-2261 2264-2265 2282-2287 228c-22af 22c4-22c5 2302 2308-230b 2310-2311
2318-2319 2320-2321 2325 2328 237d 239b-23ae 23cf 2423 2500-2600 2638-263c 263f-2647 2660-2667
2669-266f 27a1 27c5-27c6 27e0 27e8-27e9 27f0-28ff 2906-2907 290a-290b 2940-2941 29eb 2a0c-2a0e 2a2f
2a6a-2a6b 2b00-2b1a
"""


def _characters() -> frozenset[str]:
    pairs = (each.partition("-")[::2] for each in _RANGES.split())
    ranges = (range(int(first, 16), int(last or first, 16) + 1) for first, last in pairs)
    return frozenset(chr(code) for codes in ranges for code in codes)


CHARACTERS = _characters()
"""Every character that a card can write."""
