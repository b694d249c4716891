package io.github.softjac.bench;

import io.github.softjac.bench.contestant.Call;
import io.github.softjac.bench.contestant.Contestant;
import io.github.softjac.bench.contestant.Entrant;
import io.github.softjac.bench.measure.Agreement;
import io.github.softjac.bench.measure.Budget;
import io.github.softjac.bench.measure.Measurement;
import io.github.softjac.bench.measure.Rounds;
import io.github.softjac.bench.measure.Statistics;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Place;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import io.github.softjac.softmax.Kernels;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// What one JVM measures: every operation, place and length of a row, in an order of its own.
///
/// The order matters, since the compiler judges a kernel by the calls that it has seen: a kernel
/// that is fast in one order only is found out by the spread of the forks. Fork 0 goes in the order
/// as given.
final class PeerFork {

  private static final long SEED = 20_260_101;
  private static final int LEAST_ROUNDS = 3;
  private static final long LONGEST_SETTLING = TimeUnit.SECONDS.toNanos(60);

  private final int fork;
  private final List<Contestant> contestants;
  private final Budget budget;
  private final boolean quick;
  private final PrintStream progress;

  /// One task of many.
  private record Task(Operation operation, Place place, int classes, double deviation) {}

  /// @param contestants ours first
  PeerFork(
      int fork, List<Contestant> contestants, Budget budget, boolean quick, PrintStream progress) {
    this.fork = fork;
    this.contestants = contestants;
    this.budget = budget;
    this.quick = quick;
    this.progress = progress;
  }

  void run(
      List<Operation> operations,
      List<Place> places,
      List<Integer> classes,
      List<Double> deviations,
      PrintStream out) {
    List<Task> tasks = new ArrayList<>();
    for (Place place : places) {
      for (Operation operation : operations) {
        for (double deviation : deviations) {
          for (int length : classes) {
            tasks.add(new Task(operation, place, length, deviation));
          }
        }
      }
    }
    operations.forEach(this::settle);
    if (fork > 0) {
      Collections.shuffle(tasks, new Random(fork));
    }
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      Shape shape = task.place().shape(task.classes(), quick);
      progress.println(
          "fork %d, %d of %d: %s, %s, %s, deviation %s"
              .formatted(
                  fork,
                  i + 1,
                  tasks.size(),
                  task.operation().title(),
                  task.place().title(),
                  shape,
                  task.deviation()));
      measure(task, shape).forEach(measurement -> out.println(measurement.toJson()));
      out.flush();
    }
  }

  /// Softjac makes the vector kernels of an operation ready aside, once it has done some work: from
  /// there on is what is to be measured.
  private void settle(Operation operation) {
    progress.println("fork %d: waiting for the kernels of %s".formatted(fork, operation.title()));
    Problem problem = Problem.random(operation, Place.IN_CACHE.shape(128, quick), 1, SEED);
    try (Call call = contestants.getFirst().prepare(problem)) {
      long end = System.nanoTime() + LONGEST_SETTLING;
      do {
        Rounds.warmUp(call, TimeUnit.MILLISECONDS.toNanos(50));
      } while (Kernels.active().contains("until") && System.nanoTime() < end);
    }
    progress.println("fork %d: %s".formatted(fork, Kernels.active()));
  }

  private List<Measurement> measure(Task task, Shape shape) {
    if (task.place() == Place.OUT_OF_CACHE) {
      warmUpInCache(task);
    }
    Problem problem = Problem.random(task.operation(), shape, task.deviation(), SEED);
    List<Entrant> entrants = Entrant.of(contestants, problem);
    try {
      Agreement.check(problem, entrants);
      double[][] nanos = Rounds.time(entrants, budgetOf(task.place()));
      // Once more: what the compiler has made in the meantime can be wrong as well.
      entrants.forEach(entrant -> entrant.call().run());
      Agreement.check(problem, entrants);
      List<Measurement> measurements = new ArrayList<>();
      for (int who = 0; who < entrants.size(); who++) {
        measurements.add(
            measurement(task, shape, entrants.get(who).contestant(), nanos[who], nanos[0]));
      }
      return measurements;
    } finally {
      entrants.forEach(Entrant::close);
    }
  }

  /// The compiler has its say on small calls: a few large ones would be too few.
  private void warmUpInCache(Task task) {
    Shape small = Place.IN_CACHE.shape(task.classes(), quick);
    Problem problem = Problem.random(task.operation(), small, task.deviation(), SEED);
    try (Call call = contestants.getFirst().prepare(problem)) {
      Rounds.warmUp(call, budget.warmUpNanos());
    }
  }

  private Measurement measurement(
      Task task, Shape shape, Contestant contestant, double[] nanos, double[] ours) {
    double[] ratios = new double[nanos.length];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = nanos[round] / ours[round];
    }
    return new Measurement(
        fork,
        task.operation(),
        task.place(),
        shape.rows(),
        shape.classes(),
        task.deviation(),
        contestant.name(),
        contestant.role(),
        Kernels.active(),
        nanos.length,
        Statistics.median(nanos) / shape.elements(),
        Statistics.least(nanos) / shape.elements(),
        Statistics.median(ratios));
  }

  private Budget budgetOf(Place place) {
    return place == Place.OUT_OF_CACHE
        ? new Budget(Math.max(LEAST_ROUNDS, budget.rounds() / 3), 0, budget.turnMillis())
        : budget;
  }
}
