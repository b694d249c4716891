package io.github.softjac.optimizer;

/// How the learning rate goes over a training of T steps: a factor on the rate that is set, at the
/// share `p = step / T` of the way.
public enum Schedule {

  /// 1 throughout.
  CONSTANT {
    @Override
    double at(double p) {
      return 1;
    }
  },

  /// Linear warm-up over the first 5 %, then half a cosine to 0 (Loshchilov and Hutter, SGDR, ICLR
  /// 2017, without restarts).
  COSINE {
    @Override
    double at(double p) {
      return p < WARM_UP ? p / WARM_UP : fall((p - WARM_UP) / (1 - WARM_UP));
    }
  },

  /// 1, then 0.1 from half of the way on, then 0.01 from three quarters on.
  STEP {
    @Override
    double at(double p) {
      return p < 0.5 ? 1 : p < 0.75 ? 0.1 : 0.01;
    }
  },

  /// Half a cosine from 0.04 up to 1 over the first 30 %, then half a cosine to 0 (Smith and Topin,
  /// Super-convergence, arXiv 1708.07120).
  ONE_CYCLE {
    @Override
    double at(double p) {
      return p < RISE ? START + (1 - START) * (1 - fall(p / RISE)) : fall((p - RISE) / (1 - RISE));
    }
  };

  private static final double WARM_UP = 0.05;
  private static final double RISE = 0.3;
  private static final double START = 0.04;

  abstract double at(double p);

  /// The factor for a step.
  ///
  /// @param step steps done before it, from 0
  /// @param steps T, all steps there may be, at least 1
  public double factor(long step, long steps) {
    // The first step of a rise that begins at 0 would do nothing, so the middle of a step counts.
    return at((step + 0.5) / steps);
  }

  /// `½ (1 + cos πp)`, from 1 at p = 0 to 0 at p = 1 and beyond.
  static double fall(double p) {
    return p <= 0.5 ? squaredCosine(p) : 1 - squaredCosine(Math.max(0, 1 - p));
  }

  /// `cos²(πp/2)` for p from 0 to ½, by Taylor's series of the cosine up to x¹⁸/18!, which leaves
  /// out less than 1e-20. [StrictMath#cos] would make an array in each batch.
  private static double squaredCosine(double p) {
    double x = Math.PI / 2 * p;
    double cosine = 1;
    for (int i = 18; i > 0; i -= 2) {
      cosine = 1 - x * x / (i * (i - 1)) * cosine;
    }
    return cosine * cosine;
  }
}
