package io.github.softjac.trainer;

import com.google.gson.JsonObject;
import io.github.softjac.model.CheckpointDirectory;
import io.github.softjac.model.ModelFile;
import io.github.softjac.model.ModelFileException;
import io.github.softjac.model.Network;
import io.github.softjac.model.Section;
import io.github.softjac.model.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of a training as model files, and back.
///
/// Real numbers of the state that are not tensors are written as the 64 bits they are, so that an
/// infinite one has a place in JSON, and none loses a bit.
final class Checkpoints {

  private static final String SECTION = "checkpoint";
  private static final String SETTINGS = "settings";

  private final @Nullable CheckpointDirectory directory;
  private final @Nullable TrainingSettings settings;
  private final TrainingControl control;
  private final TrainingListener listener;
  private long lastWrite = System.nanoTime();

  private Checkpoints(
      @Nullable CheckpointDirectory directory,
      @Nullable TrainingSettings settings,
      TrainingControl control,
      TrainingListener listener) {
    this.directory = directory;
    this.settings = settings;
    this.control = control;
    this.listener = listener;
  }

  static Checkpoints of(
      TrainingOptions options,
      Network start,
      Dataset training,
      @Nullable Dataset validation,
      TrainingListener listener) {
    Path path = options.control().checkpoints();
    return path == null
        ? new Checkpoints(null, null, options.control(), listener)
        : new Checkpoints(
            new CheckpointDirectory(path),
            new TrainingSettings(options, start, training, validation),
            options.control(),
            listener);
  }

  /// Brings the state to that of the newest checkpoint, if training is to be resumed and there is
  /// one.
  ///
  /// @throws CheckpointException if there is one and it is not to be resumed, or none is whole, or
  ///   it is of another training
  void restore(TrainingState state) {
    if (directory == null) {
      return;
    }
    try {
      directory.create();
      if (!control.resume()) {
        refuseOthers(directory);
        return;
      }
      directory.clean();
      CheckpointDirectory.Found found = directory.newest(listener::note);
      if (found == null) {
        listener.note("no checkpoint in " + control.checkpoints() + " yet: training starts afresh");
        return;
      }
      restore(state, found);
      listener.note(
          "resumed from %s: epoch %d, batch %d"
              .formatted(found.path(), state.epoch + 1, state.batch + 1));
    } catch (ModelFileException e) {
      throw new CheckpointException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CheckpointException("checkpoints cannot be used: " + e.getMessage(), e);
    }
  }

  private void refuseOthers(CheckpointDirectory directory) throws IOException {
    List<Path> there = directory.list();
    if (!there.isEmpty()) {
      throw new CheckpointException(
          "%s has a checkpoint, %s: resume it, or name another directory"
              .formatted(control.checkpoints(), there.getFirst().getFileName()));
    }
  }

  private void restore(TrainingState state, CheckpointDirectory.Found found)
      throws ModelFileException {
    Section section = found.file().section(SECTION);
    if (settings != null) {
      List<String> differences = settings.differences(section.section(SETTINGS));
      if (!differences.isEmpty()) {
        throw new CheckpointException(
            "%s is a checkpoint of another training: %s"
                .formatted(found.path(), String.join("; ", differences)));
      }
    }
    List<TrainingState.Part> parts = state.parts();
    List<float[]> read = new ArrayList<>();
    for (TrainingState.Part part : parts) {
      float[] values = found.file().tensor(part.name()).values();
      if (values.length != part.values().length) {
        throw found
            .file()
            .invalid(
                "tensor \"%s\" has %d values: %d are needed"
                    .formatted(part.name(), values.length, part.values().length));
      }
      read.add(values);
    }
    state.epoch = section.integer("epoch", 0, Integer.MAX_VALUE);
    state.batch = section.integer("batch", 0, Integer.MAX_VALUE);
    state.random = bits(section, "random");
    state.epochLoss = Double.longBitsToDouble(bits(section, "epochLoss"));
    state.best = Double.longBitsToDouble(bits(section, "best"));
    state.bestEpoch = section.integer("bestEpoch", 0, Integer.MAX_VALUE);
    state.setGood(section.flag("good"));
    state.resumeAfter(section.whole("steps", 0, Long.MAX_VALUE));
    for (int i = 0; i < read.size(); i++) {
      float[] values = parts.get(i).values();
      System.arraycopy(read.get(i), 0, values, 0, values.length);
    }
  }

  private static long bits(Section section, String key) throws ModelFileException {
    return section.whole(key, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /// Writes a checkpoint if the last one is old enough.
  void writeIfDue(TrainingState state) {
    if (directory != null
        && (System.nanoTime() - lastWrite) / 1e9 >= control.checkpointInterval()) {
      write(state);
    }
  }

  /// Writes a checkpoint. One that cannot be written is told of, and training goes on: the last one
  /// is still there.
  void write(TrainingState state) {
    if (directory == null || settings == null) {
      return;
    }
    try {
      JsonObject header = new JsonObject();
      header.add(SECTION, describe(state, settings));
      List<Tensor> tensors = new ArrayList<>();
      for (TrainingState.Part part : state.parts()) {
        if (!finite(part.values())) {
          // The next batch will end this training; the checkpoint before is the one to go back to.
          return;
        }
        tensors.add(new Tensor(part.name(), new int[] {part.values().length}, part.values()));
      }
      directory.write(state.steps(), new ModelFile(header, tensors));
    } catch (IOException e) {
      listener.note("checkpoint: " + e.getMessage() + "; training goes on");
    }
    lastWrite = System.nanoTime();
  }

  private static JsonObject describe(TrainingState state, TrainingSettings settings) {
    JsonObject description = new JsonObject();
    description.addProperty("epoch", state.epoch);
    description.addProperty("batch", state.batch);
    description.addProperty("steps", state.steps());
    description.addProperty("random", state.random);
    description.addProperty("epochLoss", Double.doubleToLongBits(state.epochLoss));
    description.addProperty("best", Double.doubleToLongBits(state.best));
    description.addProperty("bestEpoch", state.bestEpoch);
    description.addProperty("good", state.hasGood());
    description.add(SETTINGS, settings.describe());
    return description;
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
