"""Writes golden-costs.txt: every cost behind softmax at edge cases, to 25 digits.

Nothing here knows a derivative: L is computed by its definition with hundreds of digits, and its
first and second derivatives by the logits are differences of it.

    python3 costs.py > ../resources/golden-costs.txt        (needs mpmath)

A line is: cost | z | t | v | L | size of L | dz | size of dz | H v. The sizes are what rounding is
measured by: that of L is the sum of its terms' absolute values (L itself, where none is negative),
that of dz the largest |a_k| + y_k sum |a_j| with a = dL/d(log y).
"""

from random import Random

from mpmath import exp, inf, log, mp, mpf, nstr, sqrt


def xlog(x, ratio):
    return x * log(ratio) if x > 0 else mpf(0)


def sparsemax(z):
    """p and the threshold, by sorting."""
    total = mpf(0)
    for n, zk in enumerate(sorted(z, reverse=True), 1):
        total += zk
        if zk > (total - 1) / n:
            threshold = (total - 1) / n
    return [max(zk - threshold, 0) for zk in z]


def sparsemax_loss(y, t):
    """T (Omega*(z) + Omega(t/T) - <t/T, z>), Omega half the square, at z = log y."""
    total = sum(t)
    if total == 0:
        return [mpf(0)]
    finite = [(log(yk), tk) for yk, tk in zip(y, t) if yk > 0]
    z = [zk for zk, _ in finite]
    t = [tk / total for _, tk in finite]
    p = sparsemax(z)
    terms = [pk * zk for pk, zk in zip(p, z)] + [-pk * pk / 2 for pk in p]
    terms += [tk * tk / 2 for tk in t] + [-tk * zk for tk, zk in zip(t, z)]
    return [total * term for term in terms]


def on_the_edge(z):
    """Whether a class is about to enter or leave the support, where there is no second derivative."""
    finite = [zk for zk in z if zk != -inf]
    p = sparsemax(finite)
    threshold = max(finite) - max(p)
    return any(abs(zk - threshold) < 1e-9 for zk in finite)


def ranked(y, t):
    terms, below = [mpf(0)], mpf(0)
    for yk, tk in list(zip(y, t))[:-1]:
        below += yk - tk
        terms.append(below**2)
    return terms


def spherical(y, t):
    norm = sqrt(sum(yk * yk for yk in y))
    return [tk * (1 - yk / norm) for yk, tk in zip(y, t)]


def jensen_shannon(y, t):
    terms = []
    for yk, tk in zip(y, t):
        m = (yk + tk) / 2
        terms += [xlog(tk, tk / m) / 2, xlog(yk, yk / m) / 2] if m > 0 else []
    return terms


def expected(matrix, y, t):
    return [ti * c * yj for ti, row in zip(t, matrix) for c, yj in zip(row, y)]


def each(term):
    return lambda y, t: [term(yk, tk) if tk else mpf(0) for yk, tk in zip(y, t)]


def each_output(term):
    return lambda y, t: [term(yk, tk) for yk, tk in zip(y, t)]


def focal(g):
    return each(lambda y, t: -t * (1 - y) ** mpf(g) * log(y))


def generalised(q):
    return each(lambda y, t: t * (1 - y ** mpf(q)) / mpf(q))


def poly(e):
    entropy = each(lambda y, t: -t * log(y))
    return lambda y, t: entropy(y, t) + [t_k * mpf(e) * (1 - y_k) for y_k, t_k in zip(y, t)]


def reversed_kl(floor):
    return each_output(lambda y, t: xlog(y, y / max(t, mpf(floor))))


# The parameters are doubles, as those of the Java side.
COSTS = {
    "cost-sensitive": lambda y, t: [
        ti * yj for i, ti in enumerate(t) for j, yj in enumerate(y) if i != j
    ],
    "cost-sensitive:0,1,4;2,0,1;8,2,0": lambda y, t: expected([[0, 1, 4], [2, 0, 1], [8, 2, 0]], y, t),
    "cross-entropy": each(lambda y, t: -t * log(y)),
    "focal:2": focal(2.0),
    "focal:0.5": focal(0.5),
    "focal:0": focal(0.0),
    "generalised-cross-entropy:0.7": generalised(0.7),
    "generalised-cross-entropy:1": generalised(1.0),
    "jensen-shannon": jensen_shannon,
    "kl": each(lambda y, t: t * log(t / y)),
    "poly-1:1": poly(1.0),
    "poly-1:-1": poly(-1.0),
    "ranked-probability": ranked,
    "reversed-kl:0.01": reversed_kl(0.01),
    "sparsemax": sparsemax_loss,
    "spherical": spherical,
    "squared-error": each_output(lambda y, t: (y - t) ** 2 / 2),
    "total-variation": each_output(lambda y, t: abs(y - t) / 2),
}


def rows():
    """Pairs of logits and targets."""
    yield [-3.5], [1]
    yield [0.3, -0.6], [1, 0]
    yield [0.3, -0.6], [0, 1]
    yield [1, 2, 3], [0, 0, 1]
    yield [1, 2, 3], [0.25, 0.5, 0.25]
    yield [1, 2, 3], [2, 0.5, 0.5]
    yield [1, 2, 3], [0, 0, 0]
    yield [1, -inf, 3], [0, 0, 1]
    yield [1, -inf, 3], [0.75, 0, 0.25]
    yield [12, 0, -5], [1, 0, 0]
    yield [12, 0, -5], [0, 1, 0]
    yield [40, 0.5, 0], [1, 0, 0]
    yield [40, 0.5, 0], [0, 0, 1]
    yield [40, 0.5, 0], [0.5, 0.25, 0.25]
    yield [300, 0, -1], [1, 0, 0]
    yield [0, -720, 3], [0, 1, 0]
    yield [1000, 0, 1], [1, 0, 0]
    yield [1000, 0, 1], [0, 1, 0]
    yield [1e4, -1e4, 0], [0.5, 0.5, 0]
    yield [1e6 + 1, 1e6, 1e6 - 2], [0, 1, 0]
    yield [1e-9, 0, 2e-9], [1, 0, 0]
    random = Random(4)
    for classes, spread in ((4, 1), (6, 4), (12, 12), (20, 2)):
        z = [random.gauss(0, spread) for _ in range(classes)]
        label = random.randrange(classes)
        yield z, [float(k == label) for k in range(classes)]
        t = [random.uniform(0.01, 1) for _ in range(classes)]
        yield z, [tk / sum(t) for tk in t]


def softmax(z):
    largest = max(z)
    e = [exp(zk - largest) if zk != -inf else mpf(0) for zk in z]
    total = sum(e)
    return [ek / total for ek in e]


def moved(z, k, step):
    return [zj + step if j == k and zj != -inf else zj for j, zj in enumerate(z)]


def golden(cost, z, t, v, h):
    def loss(logits):
        return sum(cost(softmax(logits), t))

    def slope(logits, k):
        return (loss(moved(logits, k, h)) - loss(moved(logits, k, -h))) / (2 * h)

    def by_log_y(y, k):
        above = [yj * exp(h) if j == k else yj for j, yj in enumerate(y)]
        below = [yj * exp(-h) if j == k else yj for j, yj in enumerate(y)]
        return (sum(cost(above, t)) - sum(cost(below, t))) / (2 * h)

    classes = range(len(z))
    y = softmax(z)
    terms = cost(y, t)
    a = [by_log_y(y, k) for k in classes]
    above = [zk + h * vk for zk, vk in zip(z, v)]
    below = [zk - h * vk for zk, vk in zip(z, v)]
    dz = [slope(z, k) for k in classes]
    hv = [(slope(above, k) - slope(below, k)) / (2 * h) for k in classes]
    size = max(abs(ak) + yk * sum(abs(aj) for aj in a) for ak, yk in zip(a, y))
    return sum(terms), sum(abs(term) for term in terms), dz, size, hv


def text(value):
    """25 digits; what is left of 0 by differences, or is smaller than any double, is 0."""
    noise = mpf("1e-307") if mp.dps > 1000 else mpf("1e-110")
    return "0" if abs(value) < noise else nstr(value, 25, strip_zeros=True)


def doubles(values):
    return ",".join({inf: "Infinity", -inf: "-Infinity"}.get(x, repr(float(x))) for x in values)


def main():
    random = Random(5)
    for z, t in rows():
        v = [random.randint(-64, 64) / 64 for _ in z]
        extreme = max(z) > 100 or min(zk for zk in z if zk != -inf) < -100
        mp.dps, h = (1500, mpf("1e-340")) if extreme else (240, mpf("1e-60"))
        exact_z, exact_t, exact_v = ([mpf(x) for x in values] for values in (z, t, v))
        for name, cost in COSTS.items():
            if name.count(";") == 2 and len(z) != 3:
                continue
            if name == "sparsemax" and on_the_edge(exact_z):
                continue
            loss, size, dz, dz_size, hv = golden(cost, exact_z, exact_t, exact_v, h)
            columns = [name, doubles(z), doubles(t), doubles(v), text(loss), nstr(size, 5)]
            columns += [",".join(map(text, dz)), nstr(dz_size, 5), ",".join(map(text, hv))]
            print(" | ".join(columns))


main()
