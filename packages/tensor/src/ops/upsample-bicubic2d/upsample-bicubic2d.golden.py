"""python3 packages/tensor/src/ops/upsample-bicubic2d/upsample-bicubic2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import write  # noqa: E402
from resample import upsampling_cases  # noqa: E402

# A factor counts along an axis that it leaves as long as it is. Along both, PyTorch's gradient would be a copy.
write(__file__, upsampling_cases("bicubic", factors=[1.189, 0.6]))
