package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  private static final AtomicFile.Content NEW = out -> out.write(bytes("new"));

  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path oldFile() throws IOException {
    return Files.writeString(directory.resolve("file"), "old");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private void assertOldAndAlone(Path file) throws IOException {
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void newFileIsWritten() throws Exception {
    Path file = directory.resolve("file");
    AtomicFile.write(file, NEW);
    assertThat(file).hasContent("new");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void oldFileIsReplaced() throws Exception {
    Path file = oldFile();
    AtomicFile.write(file, NEW);
    assertThat(file).hasContent("new");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void emptyContentGivesAnEmptyFile() throws Exception {
    Path file = oldFile();
    AtomicFile.write(file, out -> {});
    assertThat(file).isEmptyFile();
  }

  @Test
  void contentLargerThanTheBufferIsWrittenWhole() throws Exception {
    byte[] large = new byte[1_000_003];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    Path file = directory.resolve("file");
    AtomicFile.write(
        file,
        out -> {
          out.write(large[0]);
          out.write(large, 1, 70_000);
          out.write(large, 70_001, large.length - 70_001);
        });
    assertThat(file).hasBinaryContent(large);
  }

  @Test
  void contentMayCloseTheStream() throws Exception {
    Path file = directory.resolve("file");
    AtomicFile.write(
        file,
        out -> {
          try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            writer.write("wrapped");
          }
        });
    assertThat(file).hasContent("wrapped");
  }

  @Test
  void oldFileStaysWhereTheContentFails() throws Exception {
    Path file = oldFile();
    IOException failure = new IOException("no more rows");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(new byte[200_000]);
                  throw failure;
                }))
        .isSameAs(failure);
    assertOldAndAlone(file);
  }

  @Test
  void oldFileStaysWhereTheContentThrowsUnchecked() throws Exception {
    Path file = oldFile();
    IllegalStateException failure = new IllegalStateException("bug");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  throw failure;
                }))
        .isSameAs(failure);
    assertOldAndAlone(file);
  }

  @Test
  void oldFileStaysWhereTheMemoryRunsOut() throws Exception {
    Path file = oldFile();
    OutOfMemoryError failure = new OutOfMemoryError("for the test");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  throw failure;
                }))
        .isSameAs(failure);
    assertOldAndAlone(file);
  }

  @Test
  void nothingIsLeftWhereThereWasNoFileAndTheContentFails() {
    Path file = directory.resolve("file");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("no more rows");
                }));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void oldFileStaysWhereTheSyncFails() throws Exception {
    Path file = oldFile();
    Disk failing =
        new Disk() {
          @Override
          public void sync(FileChannel channel) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> AtomicFile.write(file, NEW, failing))
        .withMessage(file + ": cannot be written: Input/output error");
    assertOldAndAlone(file);
  }

  @Test
  void oldFileStaysWhereTheRenameFails() throws Exception {
    Path file = oldFile();
    Disk failing =
        new Disk() {
          @Override
          public void rename(Path from, Path to) throws IOException {
            throw new IOException("Device or resource busy");
          }
        };
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> AtomicFile.write(file, NEW, failing))
        .withMessage(file + ": cannot be written: Device or resource busy");
    assertOldAndAlone(file);
  }

  @Test
  void newFileIsInPlaceWhereTheSyncOfTheDirectoryFails() throws Exception {
    Path file = oldFile();
    Disk failing =
        new Disk() {
          @Override
          public void syncDirectory(Path of) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> AtomicFile.write(file, NEW, failing))
        .withMessageStartingWith(file + ": is written, but ");
    assertThat(file).hasContent("new");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void wholeContentIsSyncedThenRenamedThenTheDirectorySynced() throws Exception {
    Path file = oldFile();
    List<String> steps = new ArrayList<>();
    Disk recording =
        new Disk() {
          @Override
          public void sync(FileChannel channel) throws IOException {
            steps.add("sync of " + channel.size() + " bytes");
            Disk.super.sync(channel);
          }

          @Override
          public void rename(Path from, Path to) throws IOException {
            assertThat(from.getParent()).isEqualTo(to.getParent());
            assertThat(from).hasContent("new");
            assertThat(to).hasContent("old");
            steps.add("rename");
            Disk.super.rename(from, to);
          }

          @Override
          public void syncDirectory(Path of) throws IOException {
            assertThat(of).isEqualTo(directory.toRealPath());
            steps.add("sync of the directory");
            Disk.super.syncDirectory(of);
          }
        };
    AtomicFile.write(file, NEW, recording);
    assertThat(steps).containsExactly("sync of 3 bytes", "rename", "sync of the directory");
  }

  @Test
  void oldFileStaysWhereTheThreadIsInterrupted() throws Exception {
    Path file = oldFile();
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(ClosedByInterruptException.class)
          .isThrownBy(() -> AtomicFile.write(file, NEW));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertOldAndAlone(file);
  }

  @Test
  @Timeout(60)
  void oldFileStaysWhereTheProgramIsTerminated() throws Exception {
    Path file = oldFile();
    Process program = BlockedWriter.start(file);
    try {
      assertThat(program.inputReader().readLine()).isEqualTo("writing");
      assertThat(files()).hasSize(2);
      program.destroy();
      assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      program.destroyForcibly();
    }
    assertOldAndAlone(file);
  }

  @Test
  @Timeout(60)
  void oldFileStaysWhereTheProgramIsKilled() throws Exception {
    Path file = oldFile();
    Process program = BlockedWriter.start(file);
    assertThat(program.inputReader().readLine()).isEqualTo("writing");
    program.destroyForcibly().waitFor();
    assertThat(file).hasContent("old");
  }

  @Test
  @Timeout(60)
  void readersSeeOnlyWholeFiles() throws Exception {
    Path file = directory.resolve("file");
    AtomicFile.write(file, out -> out.write(new byte[50_000]));
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int round = 0; round < 50; round++) {
                  byte[] content = new byte[50_000 + round % 2];
                  AtomicFile.write(file, out -> out.write(content));
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    while (writer.isAlive()) {
      assertThat(Files.readAllBytes(file).length).isBetween(50_000, 50_001);
    }
    assertThat(files()).containsExactly(file);
  }

  @Test
  void missingDirectoryIsNamed() {
    Path file = directory.resolve("missing").resolve("file");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> AtomicFile.write(file, NEW))
        .withMessage(file + ": its directory " + file.getParent() + " does not exist");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void fileInPlaceOfTheDirectoryIsNamed() throws Exception {
    Path file = oldFile();
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> AtomicFile.write(file.resolve("file"), NEW))
        .withMessageContaining("its directory " + file + " does not exist");
    assertOldAndAlone(file);
  }

  @Test
  void directoryIsNotReplaced() throws Exception {
    Path target = Files.createDirectory(directory.resolve("sub"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> AtomicFile.write(target, NEW))
        .withMessage(target + ": is a directory: the name of a file is needed");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void relativeNameIsWrittenInTheWorkingDirectory() throws Exception {
    Path file = Path.of("").toAbsolutePath().relativize(directory.resolve("file"));
    AtomicFile.write(file, NEW);
    assertThat(directory.resolve("file")).hasContent("new");
  }

  @Test
  void symbolicLinkIsFollowed() throws Exception {
    Path file = oldFile();
    Path link = Files.createSymbolicLink(directory.resolve("link"), file.getFileName());
    AtomicFile.write(link, NEW);
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void permissionsOfTheOldFileAreKept() throws Exception {
    Path file = oldFile();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r-x"));
    AtomicFile.write(file, NEW);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-r-x");
  }

  @Test
  void newFileHasThePermissionsOfAnyNewFile() throws Exception {
    Path ordinary = oldFile();
    Path file = directory.resolve("new");
    AtomicFile.write(file, NEW);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  void longestNameIsWritten() throws Exception {
    Path file = directory.resolve("n".repeat(255));
    AtomicFile.write(file, NEW);
    assertThat(file).hasContent("new");
  }

  @Test
  void deviceIsWrittenToAndNotReplaced() throws Exception {
    Path device = Path.of("/dev/null");
    AtomicFile.write(device, NEW);
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(device).exists();
  }

  @Test
  void failureOfTheDiskNamesTheTarget() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    TargetStream stream = new TargetStream(Path.of("m.softjac"), full);
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> {
          stream.write(1);
          stream.flush();
        })
        .withMessage("m.softjac: cannot be written: No space left on device");
  }
}
