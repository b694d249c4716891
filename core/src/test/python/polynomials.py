"""Prints the polynomials of DoubleExp and DoubleLog, with their errors as powers of two.

Each is the polynomial through the Chebyshev points of its interval, rounded to doubles; the error
printed is that of the whole function with the rounded coefficients, relative to its result.

    python3 polynomials.py        (needs mpmath, for example Debian's python3-mpmath)
"""

from mpmath import atanh, cos, expm1, exp, log, lu_solve, matrix, mp, mpf, pi, sqrt

mp.prec = 250
GRID = 20001


def chebyshev(f, low, high, degree):
    """The doubles c with sum(c[i] * x**i) near f(x) for low <= x <= high."""
    n = degree + 1
    points = [(low + high + (high - low) * cos(pi * (2 * i + 1) / (2 * n))) / 2 for i in range(n)]
    powers = matrix(n, n)
    for i, x in enumerate(points):
        for j in range(n):
            powers[i, j] = x**j
    return [float(c) for c in lu_solve(powers, matrix([f(x) for x in points]))]


def horner(coefficients, x):
    value = mpf(0)
    for c in reversed(coefficients):
        value = value * x + c
    return value


def worst(error, low, high):
    """log2 of the largest |error(x)|, on a grid that avoids 0."""
    xs = (low + (high - low) * mpf(2 * i + 1) / (2 * GRID + 1) for i in range(GRID + 1))
    return float(log(max(abs(error(x)) for x in xs), 2))


def show(name, coefficients, first, step, error):
    print(f"{name}: error 2^{error:.1f}")
    for i, c in enumerate(coefficients):
        print(f"  {name[0].upper()}{first + step * i} = {c!r}")


# exp(r) = 1 + r + r^2 q(r), |r| <= (ln 2)/4 and a little, since n is rounded from a rounded product.
R = log(2) / 4 * mpf("1.001")
q = chebyshev(lambda r: (expm1(r) - r) / r**2 if abs(r) > mpf(10) ** -20 else mpf(0.5), -R, R, 8)
show("q", q, 2, 1, worst(lambda r: (r + r**2 * horner(q, r)) / exp(r) - expm1(r) / exp(r), -R, R))

# log((1 + s) / (1 - s)) = 2 artanh(s) = 2 s + s z p(z) with z = s^2, for sqrt(1/2) <= (1+s)/(1-s) <= sqrt(2).
S = (sqrt(2) - 1) / (sqrt(2) + 1) * mpf("1.001")
p = chebyshev(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, S**2 * mpf(10) ** -12, S**2, 7)
show("p", p, 3, 2, worst(lambda s: (2 * s + s**3 * horner(p, s**2)) / (2 * atanh(s)) - 1, S / 10**6, S))

print("ln 2 / 2 =", repr(float(log(2) / 2)), "+", repr(float(log(2) / 2 - mpf(float(log(2) / 2)))))
high = float(mp.floor(log(2) * 2**42)) / 2**42
print("ln 2 =", float.hex(high), "+", repr(float(log(2) - high)))
print("ln(double nearest sqrt(2)) - ln(sqrt(2)) =", repr(float(log(mpf(float(sqrt(2)))) - log(2) / 2)))
# Pell numbers: b^2 - 2 a^2 = 1 or -1, so b/a is sqrt(2) to within 1/(2.8 a^2).
a, b = 1, 1
while a + b < 2**52:
    a, b = a + b, 2 * a + b
print("sigma =", a, "* 2^-51, sigma*sqrt(2) =", b, "* 2^-51, off by 2^", float(log(abs(mpf(b) / a / sqrt(2) - 1), 2)))
