package dev.tidemark.condition;

import dev.tidemark.schema.Field;
import java.util.Arrays;
import java.util.Optional;

/**
 * A number computed from two. Whole numbers stay whole, except that they divide to a real number.
 * The result is absent where an operand is, where it does not fit in its type, and where it is
 * divided by zero.
 */
public final class Arithmetic<T> extends Expression<T> {
  /** What is done with the two numbers. */
  public enum Operation {
    PLUS("+") {
      @Override
      double of(double a, double b) {
        return a + b;
      }

      @Override
      Long of(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? null : (Long) sum;
      }
    },
    MINUS("-") {
      @Override
      double of(double a, double b) {
        return a - b;
      }

      @Override
      Long of(long a, long b) {
        long difference = a - b;
        return ((a ^ b) & (a ^ difference)) < 0 ? null : (Long) difference;
      }
    },
    TIMES("*") {
      @Override
      double of(double a, double b) {
        return a * b;
      }

      @Override
      Long of(long a, long b) {
        long product = a * b;
        return Math.multiplyHigh(a, b) == product >> 63 ? (Long) product : null;
      }
    },
    DIVIDED_BY("/") {
      @Override
      double of(double a, double b) {
        return a / b;
      }

      @Override
      Long of(long a, long b) {
        throw new IllegalStateException("whole numbers divide to a real number");
      }
    },
    /** The remainder, which has the sign of the dividend. */
    MODULO("%") {
      @Override
      double of(double a, double b) {
        return a % b;
      }

      @Override
      Long of(long a, long b) {
        return b == 0 ? null : (Long) (a % b);
      }
    };

    private final String symbol;

    Operation(String symbol) {
      this.symbol = symbol;
    }

    public static Optional<Operation> bySymbol(String symbol) {
      return Arrays.stream(values()).filter(one -> one.symbol.equals(symbol)).findFirst();
    }

    abstract double of(double a, double b);

    /** Null where there is none of 64 bits. */
    abstract Long of(long a, long b);
  }

  private final Expression<T> left;
  private final Operation operation;
  private final Expression<T> right;

  public Arithmetic(Expression<T> left, Operation operation, Expression<T> right) {
    super(
        left.type() == Field.Type.WHOLE
                && right.type() == Field.Type.WHOLE
                && operation != Operation.DIVIDED_BY
            ? Field.Type.WHOLE
            : Field.Type.REAL);
    this.left = left;
    this.operation = operation;
    this.right = right;
  }

  @Override
  Comparable<?> evaluate(T of) {
    return type() == Field.Type.WHOLE ? whole(of) : boxed(real(of));
  }

  @Override
  double real(T of) {
    if (type() == Field.Type.WHOLE) {
      Long whole = whole(of);
      return whole == null ? Double.NaN : whole;
    }
    double real = operation.of(left.real(of), right.real(of));
    // Adding zero turns -0.0 into 0.0.
    return Double.isFinite(real) ? real + 0.0 : Double.NaN;
  }

  private Long whole(T of) {
    Comparable<?> a = left.evaluate(of);
    Comparable<?> b = a == null ? null : right.evaluate(of);
    return b == null ? null : operation.of((long) (Long) a, (long) (Long) b);
  }
}
