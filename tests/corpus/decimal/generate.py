"""Writes known.txt: answers of Python's decimal module, 34 digits, half-even. Run it in this folder to renew the table."""

import random
from decimal import (Context, Decimal, Inexact, InvalidOperation, DivisionByZero, Overflow, ROUND_HALF_EVEN, Rounded,
                     Subnormal, Underflow)

random.seed(34)
LIMITS = dict(prec=34, Emax=6144, Emin=-6144, rounding=ROUND_HALF_EVEN)
WIDE = Context(prec=20000, Emax=99999, Emin=-99999, rounding=ROUND_HALF_EVEN)


def context():
    return Context(**LIMITS, traps=[InvalidOperation, DivisionByZero, Overflow])


def number(x):
    return "0" if x == 0 else str(x.normalize(Context(prec=60, Emax=99999, Emin=-99999)))


def answer(name, args):
    c = context()
    try:
        if name in ("add", "sub", "mul"):
            result = {"add": c.add, "sub": c.subtract, "mul": c.multiply}[name](*args)
            if c.flags[Inexact] or c.flags[Subnormal]:
                return "overflow"
        elif name == "div":
            result = c.divide(*args)
            if c.flags[Subnormal]:
                return "overflow"
        elif name == "rem":
            if args[1] == 0:
                return "division by zero"
            # Beyond 34 digits of quotient the module gives up; the remainder itself is exact.
            result = WIDE.remainder(*args)
            return number(result) if result == 0 or result.adjusted() >= -6144 else "overflow"
        elif name == "sqrt":
            result = c.sqrt(args[0])
        elif name == "cmp":
            return str(WIDE.compare(*args))
        elif name == "round":
            result = args[0].quantize(Decimal(1).scaleb(-int(args[1]), WIDE), context=WIDE) if args[0].as_tuple().exponent < -int(args[1]) else args[0]
            return number(result)
        elif name == "floor":
            return number(args[0].to_integral_value(rounding="ROUND_FLOOR", context=WIDE))
        elif name == "ceil":
            return number(args[0].to_integral_value(rounding="ROUND_CEILING", context=WIDE))
    except DivisionByZero:
        return "division by zero"
    except InvalidOperation:
        return "negative root" if name == "sqrt" else "division by zero"
    except Overflow:
        return "overflow"
    return number(result) + (" rounded" if name in ("div", "sqrt") and c.flags[Inexact] else "")


NINES = "9" * 34
EDGES = ["0", "1", "-1", "2", "3", "7", "10", "0.1", "-0.1", "0.2", "0.5", "1.5", "2.5", "1000", "1E3", "1E-3", "0.001", "99", "100",
         "9223372036854775807", "-9223372036854775808", "18446744073709551616", NINES, "-" + NINES, "1E34", "1E33", "1E-34",
         "0." + NINES, "1." + "0" * 32 + "1", "5E-34", "5E33", "1E6144", "9.99E6144", "1E-6144", "-1E-6144", "1E3072", "1E-3072",
         "1234567890123456789012345678901234", "3333333333333333333333333333333333", "0.00000015", "86400", "1E17", "1E18", "1E19"]


def random_number():
    kind = random.random()
    if kind < 0.35:
        digits, places = random.randint(1, 6), random.randint(0, 3)
    elif kind < 0.7:
        digits, places = random.randint(1, 19), random.randint(-4, 12)
    elif kind < 0.95:
        digits, places = random.randint(20, 34), random.randint(-5, 36)
    else:
        digits, places = random.randint(1, 34), random.randint(-6000, 6000)
    n = random.randint(1, 10 ** digits - 1)
    if random.random() < 0.2:
        n = n // 10 ** (digits // 2) * 10 ** (digits // 2) or 1
    return Decimal((random.random() < 0.4, tuple(map(int, str(n))), -places))


def cases():
    edges = [Decimal(e) for e in EDGES]
    for name in ("add", "sub", "mul", "div", "rem", "cmp"):
        pairs = [(a, b) for a in edges for b in edges]
        for a, b in random.sample(pairs, 90):
            yield name, (a, b)
        for _ in range(60):
            a, b = random_number(), random_number()
            yield name, (a, b)
        for _ in range(20):
            a = random_number()
            b = a.copy_negate() if random.random() < 0.5 else WIDE.add(a, Decimal(random.randint(-3, 3)).scaleb(a.as_tuple().exponent, WIDE))
            if len(b.as_tuple().digits) <= 34:
                yield name, (a, b)
    for a in edges + [random_number() for _ in range(40)] + [context().multiply(Decimal(n), Decimal(n)) for n in ("1.5", "12345678901234567", "0.001", "1E100")]:
        yield "sqrt", (a,)
        yield "floor", (a,)
        yield "ceil", (a,)
    # Ties: quotients whose 35th digit is a five and the last.
    for q in ("10000000000000000000000000000000005", "10000000000000000000000000000000015"):
        yield "div", (Decimal(int(q) // 5), Decimal(2))
        yield "div", (Decimal(int(q) // 5), Decimal("-2E10"))
    for text in ("0.5", "1.5", "2.5", "-0.5", "-2.5", "2.675", "1234.5678", "15", "25", "35", "149", "151", NINES, "0." + NINES, "1E-10", "1E40", "-999.5", "5E-34"):
        for places in (-34, -3, -2, -1, 0, 1, 2, 3, 33, 34, 40):
            yield "round", (Decimal(text), places)


with open("known.txt", "w", encoding="ascii") as out:
    out.write("# operation operand [operand] = answer, from Python's decimal module (prec 34, ROUND_HALF_EVEN); see generate.py\n")
    for name, args in cases():
        out.write(f"{name} {' '.join(map(str, args))} = {answer(name, args)}\n")
