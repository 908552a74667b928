# SPDX-License-Identifier: ISC
# What is asserted of a scene.  Every assertion waits, up to its time, until its
# function returns a text, the measured evidence; a text in Not is what stood in
# its way.
import time


class Not(str):
    """Evidence against."""


class Assertions:
    def __init__(self, write):
        self.write = write
        self.rows = []
        self.start = time.monotonic()

    def expect(self, what, function, seconds=0):
        begin = time.monotonic()
        while True:
            said = function()
            held = bool(said) and not isinstance(said, Not)
            if held or time.monotonic() - begin >= seconds:
                break
            time.sleep(0.2)
        took = time.monotonic() - begin
        self.rows.append({"what": what, "held": held, "evidence": str(said or "nothing"), "seconds": round(took, 1)})
        self.write(f"{'ok' if held else 'FAIL':4} {time.monotonic() - self.start:6.1f} s  {what}: {said or 'nothing'}")
        return held

    @property
    def failed(self):
        return [row for row in self.rows if not row["held"]]
