"""Arrays as numpy writes them: python3 packages/datasets/src/npy/golden/make.py > packages/datasets/src/npy/golden/npy.json"""
import base64
import io
import json
import numpy as np

numbers = {
    "b1": [0, 1, 1, 0, 1, 0],
    "i1": [-128, 127, 0, -1, 5, 6],
    "u1": [0, 255, 1, 2, 3, 4],
    "i2": [-32768, 32767, 0, -1, 258, 6],
    "u2": [0, 65535, 258, 2, 3, 4],
    "i4": [-(2**31), 2**31 - 1, 0, -1, 16909060, 6],
    "u4": [0, 2**32 - 1, 16909060, 2, 3, 4],
    "i8": [-(2**53), 2**53, 0, -1, 72623859790382856 % 2**53, 6],
    "u8": [0, 2**53, 1, 2, 3, 4],
    "f2": [0.5, -65504, 6e-8, float("nan"), float("inf"), -1e-5],
    "f4": [0.1, -3.4e38, 1e-45, float("nan"), float("-inf"), 6],
    "f8": [0.1, -1.7e308, 5e-324, float("nan"), float("inf"), 6],
}


def text(value):
    value = float(value)
    return value if np.isfinite(value) else str(value)


def case(name, array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version, allow_pickle=False)
    return {
        "name": name,
        "file": base64.b64encode(file.getvalue()).decode(),
        "shape": list(array.shape),
        "values": [text(v) for v in array.flatten(order="C")],
    }


cases = []
for kind, values in numbers.items():
    for order in "<>" if kind[1] != "1" else "|":
        for fortran in False, True:
            array = np.array(values).astype(order + kind).reshape(2, 3)
            array = np.asfortranarray(array) if fortran else array
            cases.append(case(f"{order}{kind}, {'Fortran' if fortran else 'C'} order", array))
grid = np.arange(2 * 3 * 4, dtype="<f4").reshape(2, 3, 4)
cases.append(case("three dimensions", grid))
cases.append(case("three dimensions, Fortran order", np.asfortranarray(grid)))
cases.append(case("four dimensions, Fortran order", np.asfortranarray(np.arange(48, dtype=">i2").reshape(2, 3, 2, 4))))
cases.append(case("no dimension", np.array(7, dtype="<i4")))
cases.append(case("one dimension", np.arange(5, dtype="<u2")))
cases.append(case("no number", np.zeros((0, 3), dtype="<f8")))
for version in (1, 0), (2, 0), (3, 0):
    cases.append(case(f"version {version[0]}", np.arange(6, dtype="<f4").reshape(2, 3), version))
print('{"npy": [' + ",\n".join(json.dumps(c) for c in cases) + "],")


def archive(save):
    file = io.BytesIO()
    save(file, depth=grid, label=np.arange(6, dtype="<i8").reshape(2, 3))
    return base64.b64encode(file.getvalue()).decode()


# "depth" and "label": the grid of three dimensions and 0..5 in two rows.
print(f'"npz": {{"stored": "{archive(np.savez)}", "packed": "{archive(np.savez_compressed)}"}}}}')
