"""Writes small MAT-files of version 5 in the form of the official splits.mat and classMapping40.mat.

pip install numpy scipy && python3 packages/datasets/src/nyuv2/golden/make.py
"""

from pathlib import Path

import numpy as np
import scipy.io

here = Path(__file__).parent

# Of five images; the official ones are 795x1 and 654x1, of the same types.
scipy.io.savemat(
    here / "splits.mat",
    {
        "trainNdxs": np.array([[1], [3], [4]], dtype=np.uint16),
        "testNdxs": np.array([[5], [2]], dtype=np.uint16),
    },
)


def cells(texts):
    array = np.empty((1, len(texts)), dtype=object)
    array[0, :] = texts
    return array


# Of six raw classes; the official one is 1x894.
scipy.io.savemat(
    here / "classMapping40.mat",
    {
        "mapClass": np.array([[1, 8, 15, 22, 29, 36]], dtype=np.uint8),
        "allClassName": cells(["wall", "floor", "bed", "chair", "lamp", "night stand"]),
        "className": cells([f"class {i + 1}" for i in range(40)]),
    },
    do_compression=True,
)
