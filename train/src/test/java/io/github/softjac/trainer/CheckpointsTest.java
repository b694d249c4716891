package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.layer.Activation;
import io.github.softjac.layer.Layer;
import io.github.softjac.model.Network;
import io.github.softjac.trainer.TrainingResult.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {

  private static final int BATCHES = 15;

  @TempDir Path directory;

  private final Dataset data = RandomData.weighted(RandomData.clouds(90, 4, 3, 1), 2);
  private final Dataset held = RandomData.clouds(30, 4, 3, 2);
  private final List<String> notes = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void progress(TrainingProgress progress) {}

        @Override
        public void note(String message) {
          notes.add(message);
        }
      };

  /// Five batches an epoch, three epochs, everything in use that has a state.
  private static TrainingOptions.Builder options() {
    return TrainingOptions.builder()
        .hidden(5, 5)
        .activation(Activation.GELU)
        .dropout(0.2)
        .residual(true)
        .layerNorm(true)
        .ema(0.9)
        .clip(1)
        .epochs(3)
        .batchSize(18)
        .threads(1);
  }

  private TrainingControl endingAfter(int batches, boolean resume) {
    AtomicInteger asked = new AtomicInteger();
    return new TrainingControl(0, () -> asked.incrementAndGet() >= batches, directory, 0, resume);
  }

  private TrainingControl resuming() {
    return new TrainingControl(0, () -> false, directory, 0, true);
  }

  private TrainingResult train(TrainingOptions.Builder options) {
    return new Trainer(options.build()).train(data, held, listener);
  }

  private static List<Float> parameters(Network network) {
    List<Float> all = new ArrayList<>();
    for (Layer layer : network.layers()) {
      for (float value : layer.parameters()) {
        all.add(value);
      }
    }
    return all;
  }

  private void assertSame(TrainingResult actual, TrainingResult expected) {
    assertThat(parameters(actual.network())).isEqualTo(parameters(expected.network()));
    assertThat(actual.objective()).isEqualTo(expected.objective());
    assertThat(actual.iterations()).isEqualTo(expected.iterations());
    assertThat(actual.stoppedBecause()).isEqualTo(expected.stoppedBecause());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ADAM", "ADAMW", "SGD"})
  void aTrainingBrokenOffAfterAnyBatchEndsInTheSameBits(Solver solver) throws IOException {
    TrainingResult whole = train(options().solver(solver));
    for (int batches = 1; batches <= BATCHES; batches++) {
      TrainingResult broken = train(options().solver(solver).control(endingAfter(batches, false)));
      assertThat(broken.stop()).isEqualTo(Stop.INTERRUPTED);
      assertSame(train(options().solver(solver).control(resuming())), whole);
      for (Path file : files()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aTrainingBrokenOffAgainAndAgainEndsInTheSameBits() throws IOException {
    TrainingResult whole = train(options());
    TrainingResult last = train(options().control(endingAfter(1, true)));
    int runs = 1;
    while (last.stop() == Stop.INTERRUPTED) {
      assertThat(files()).hasSizeLessThanOrEqualTo(2);
      last = train(options().control(endingAfter(2, true)));
      runs++;
    }
    assertThat(runs).isGreaterThan(BATCHES / 2);
    assertSame(last, whole);
  }

  @Test
  void checkpointsDoNotChangeTheTraining() {
    assertSame(train(options().control(endingAfter(1000, false))), train(options()));
  }

  @Test
  void otherThreadsMayResume() {
    TrainingResult whole = train(options());
    train(options().control(endingAfter(7, false)));
    assertSame(train(options().threads(3).control(resuming())), whole);
  }

  @Test
  void resumingWithoutACheckpointStartsAfreshAndSaysSo() {
    assertSame(train(options().control(resuming())), train(options()));
    assertThat(notes)
        .containsExactly("no checkpoint in " + directory + " yet: training starts afresh");
  }

  @Test
  void whereTrainingGoesOnIsSaid() throws IOException {
    train(options().control(endingAfter(7, false)));
    train(options().control(resuming()));
    assertThat(notes)
        .containsExactly(
            "resumed from "
                + directory.resolve("checkpoint-000000000007.softjac")
                + ": epoch 2, batch 3");
    assertThat(files()).hasSize(2);
  }

  @Test
  void aFolderWithCheckpointsIsNotWrittenToWithoutResuming() {
    train(options().control(endingAfter(7, false)));
    assertThatThrownBy(() -> train(options().control(endingAfter(7, false))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageEndingWith(
            "has a checkpoint, checkpoint-000000000007.softjac: resume it, or name another"
                + " directory");
  }

  @Test
  void otherSettingsAreRefusedAndNamed() {
    train(options().control(endingAfter(7, false)));
    assertRefused(options().seed(2), "seed: 1 there, 2 here");
    assertRefused(options().ema(0.5), "ema: 0.9 there, 0.5 here");
    assertRefused(options().hidden(5), "layers: linear 4-5, layer-norm, gelu");
    assertRefused(
        options().learningRate(0.5).epochs(4),
        "epochs: 3 there, 4 here; learning-rate: 0.001 there, 0.5 here");
  }

  private void assertRefused(TrainingOptions.Builder options, String difference) {
    assertThatThrownBy(() -> train(options.control(resuming())))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is a checkpoint of another training: ")
        .hasMessageContaining(difference);
  }

  @Test
  void otherDataAreRefused() {
    train(options().control(endingAfter(7, false)));
    float[] weights = new float[90];
    java.util.Arrays.fill(weights, 1f);
    Dataset other = new Dataset(data.features(), data.labels(), weights, 3);
    assertThatThrownBy(
            () -> new Trainer(options().control(resuming()).build()).train(other, held, listener))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("training data: SHA-256 ");
    assertThatThrownBy(
            () -> new Trainer(options().control(resuming()).build()).train(data, null, listener))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("validation data: SHA-256 ")
        .hasMessageContaining("none here");
  }

  @Test
  void aDamagedCheckpointIsToldOfAndTheOneBeforeTaken() throws IOException {
    TrainingResult whole = train(options());
    train(options().control(endingAfter(7, false)));
    Path newest = files().getLast();
    Files.write(newest, new byte[100]);
    assertSame(train(options().control(resuming())), whole);
    assertThat(notes.getFirst())
        .startsWith(newest.toString())
        .endsWith("going back to the checkpoint before it");
    assertThat(notes.get(1)).contains("checkpoint-000000000006.softjac");
  }

  @Test
  void theDamagedOneIsWhatIsDeletedNext() throws IOException {
    train(options().control(endingAfter(7, false)));
    Path newest = files().getLast();
    Files.write(newest, new byte[100]);
    train(options().epochs(3).control(endingAfter(1, true)));
    assertThat(files()).hasSize(2).contains(newest);
    assertThat(Files.size(newest)).isGreaterThan(1000);
  }

  @Test
  void damagedCheckpointsAloneAreRefused() throws IOException {
    train(options().control(endingAfter(7, false)));
    for (Path file : files()) {
      Files.write(file, new byte[0]);
    }
    assertThatThrownBy(() -> train(options().control(resuming())))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none of its 2 checkpoints can be used: ")
        .hasMessageContaining("it is empty");
  }

  /// A small state: every byte of it can be damaged in turn.
  private static TrainingOptions.Builder small() {
    return TrainingOptions.builder().solver(Solver.SGD).epochs(2).batchSize(45).threads(1);
  }

  @Test
  void noDamageToAnyByteOfAStateChangesTheModel() throws IOException {
    TrainingResult whole = train(small());
    train(small().control(endingAfter(3, false)));
    List<Path> states = files();
    byte[] newest = Files.readAllBytes(states.getLast());
    TrainingControl readingOnly = new TrainingControl(0, () -> false, directory, 1e9, true);
    for (int at = 0; at < newest.length; at++) {
      byte[] flipped = newest.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      for (byte[] damaged : List.of(flipped, java.util.Arrays.copyOf(newest, at))) {
        Files.write(states.getLast(), damaged);
        notes.clear();
        assertSame(train(small().control(readingOnly)), whole);
        assertThat(notes).hasSize(2);
        assertThat(notes.getFirst()).endsWith("going back to the checkpoint before it");
      }
    }
  }

  @Test
  void aStateThatCannotBeWrittenIsToldOfAndTrainingGoesOn() throws IOException {
    TrainingResult whole = train(options());
    Path states = directory.resolve("states");
    Path moved = directory.resolve("moved");
    TrainingListener moving =
        new TrainingListener() {
          @Override
          public void progress(TrainingProgress progress) {
            if (progress.step() == 1) {
              assertThat(states.toFile().renameTo(moved.toFile())).isTrue();
            }
          }

          @Override
          public void note(String message) {
            notes.add(message);
          }
        };
    TrainingControl control = new TrainingControl(0, () -> false, states, 0, false);
    assertSame(new Trainer(options().control(control).build()).train(data, held, moving), whole);
    assertThat(notes)
        .hasSize(BATCHES - 4)
        .allMatch(note -> note.startsWith("checkpoint: " + states))
        .allMatch(note -> note.endsWith("does not exist; training goes on"));
    // and what was written before is good
    TrainingControl resuming = new TrainingControl(0, () -> false, moved, 0, true);
    assertSame(train(options().control(resuming)), whole);
  }

  @Test
  void aTimeLimitEndsTrainingWithWhatThereIs() {
    TrainingResult result =
        train(
            options()
                .epochs(1_000_000)
                .control(new TrainingControl(0.05, () -> false, null, 30, false)));
    assertThat(result.stop()).isEqualTo(Stop.TIME_LIMIT);
    assertThat(result.stoppedBecause()).startsWith("the time limit is reached in epoch ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void timesMustBeFiniteAndNotNegative(double seconds) {
    assertThatThrownBy(() -> new TrainingControl(seconds, () -> false, null, 30, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("timeLimit is " + seconds);
  }
}
