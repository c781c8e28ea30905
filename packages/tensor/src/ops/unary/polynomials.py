"""The polynomials of forward.wgsl and backward-x.wgsl, and how far they are from what they stand for.

    python3 -m pip install mpmath
    python3 packages/tensor/src/ops/unary/polynomials.py

Each is the minimax approximation of a function on an interval under a weight, by Remez's exchange algorithm.
"""

from mpmath import cos, erf, erfc, exp, log1p, lu_solve, matrix, mp, mpf, pi, sin, sqrt

mp.dps = 40


def remez(f, weight, low, high, degree):
    """Coefficients, lowest first, of the polynomial of the least max |weight (f - polynomial)|, and that maximum."""
    count = degree + 2
    nodes = [(low + high) / 2 - (high - low) / 2 * cos(pi * k / (count - 1)) for k in range(count)]
    grid = [low + (high - low) * (1 - cos(pi * k / 2000)) / 2 for k in range(2001)]
    for _ in range(30):
        rows = [[x**k for k in range(degree + 1)] + [(-1) ** i / weight(x)] for i, x in enumerate(nodes)]
        solution = lu_solve(matrix(rows), matrix([f(x) for x in nodes]))
        coefficients, level = list(solution[: degree + 1]), abs(solution[degree + 1])
        errors = [weight(x) * (f(x) - evaluate(coefficients, x)) for x in grid]
        # The largest error between each two changes of sign, and of those the largest that are neighbours.
        peaks = []
        for x, error in zip(grid, errors):
            if peaks and (error > 0) == (peaks[-1][1] > 0):
                if abs(error) > abs(peaks[-1][1]):
                    peaks[-1] = (x, error)
            else:
                peaks.append((x, error))
        while len(peaks) > count:
            peaks.pop(0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1)
        worst = max(abs(error) for _, error in peaks)
        nodes = [x for x, _ in peaks]
        if worst < level * mpf("1.001"):
            return coefficients, worst
    raise RuntimeError("no convergence")


def evaluate(coefficients, x):
    y = mpf(0)
    for c in reversed(coefficients):
        y = y * x + c
    return y


def show(name, what, f, weight, low, high, degree):
    coefficients, worst = remez(f, weight, mpf(low), mpf(high), degree)
    print(f"{name}: {what}, {float(low):.4g} to {float(high):.4g}, error {float(worst):.2g}")
    for c in coefficients:
        print(f"    {float(c):.9g}")


TINY = mpf(10) ** -12  # below it the limit at 0 stands for what would be 0 / 0
ln2 = log1p(1)
show(
    "exp",
    "e^r = 1 + r + r^2 p(r), relative",
    lambda r: (exp(r) - 1 - r) / r**2 if abs(r) > TINY else mpf(1) / 2,
    lambda r: max(abs(r), mpf("0.02")) ** 2 / exp(r),
    -ln2 / 2,
    ln2 / 2,
    4,
)


def log_rest(z):
    s = sqrt(z)
    return (log1p(2 * s / (1 - s)) - 2 * s) / (s * z) if z > TINY else mpf(2) / 3


show(
    "log",
    "log(1 + f) = 2 s + s z p(z), s = f / (2 + f), z = s^2, relative",
    log_rest,
    lambda z: z / 2,
    TINY,
    ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2,
    2,
)
show(
    "sin",
    "sin(r) = r + r z p(z), z = r^2, relative",
    lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z if z > TINY else -mpf(1) / 6,
    lambda z: z,
    TINY,
    (pi / 4) ** 2,
    2,
)
show(
    "cos",
    "cos(r) = 1 - z / 2 + z^2 p(z), z = r^2, absolute",
    lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2 if z > TINY else mpf(1) / 24,
    lambda z: z**2,
    TINY,
    (pi / 4) ** 2,
    2,
)
show(
    "erf",
    "erf(x) = x p(z), z = x^2, relative",
    lambda z: erf(sqrt(z)) / sqrt(z) if z > TINY else 2 / sqrt(pi),
    lambda z: sqrt(z) / erf(sqrt(z)) if z > TINY else sqrt(pi) / 2,
    TINY,
    1,
    6,
)

# As Shepherd and Laframboise's for erfc, Math. Comp. 36 (1981), 249-253: a slowly changing function of a mapped x.
K, TOP = mpf("3.75"), mpf("14.5")


def slow(t):
    x = K * (1 + t) / (1 - t)
    return erfc(x / sqrt(2)) / 2 * exp(x * x / 2) * (1 + sqrt(2) * x)


show(
    "tail",
    "1 - Phi(x) = e^(-x^2/2) p(t) / (1 + sqrt(2) x), t = (x - 3.75) / (x + 3.75), relative",
    slow,
    lambda t: 1 / slow(t),
    -1,
    (TOP - K) / (TOP + K),
    9,
)
