"""python3 packages/tensor/src/ops/upsample-bilinear2d/upsample-bilinear2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import write  # noqa: E402
from resample import upsampling_cases  # noqa: E402

write(__file__, upsampling_cases("bilinear", factors=[1.7, 0.6], also=[((1, 1, 5, 5), {"size": [5, 5]})]))
