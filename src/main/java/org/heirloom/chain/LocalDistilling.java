package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.ExplainedTarget;
import org.heirloom.local.LocalDistiller;
import org.heirloom.local.LocalFindings;
import org.heirloom.local.LocalRows;
import org.heirloom.local.Neighbourhood;
import org.heirloom.local.Neighbours;
import org.heirloom.local.Scene;
import org.heirloom.metrics.Measured;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.stage.StageContext;
import org.heirloom.study.LocalSettings;

/** Local students of one network around the chosen examples of a batch. */
final class LocalDistilling {
  private final StageContext context;
  private final ModelId id;
  private final LocalSettings settings;
  private final Vae vae;
  private final Seed seed;

  /**
   * What is drawn is the same for all networks, so that their students can be compared.
   *
   * @param vae draws images around one
   */
  LocalDistilling(StageContext context, ModelId id, Vae vae) {
    this.context = context;
    this.id = id;
    this.settings = context.study().explain().local();
    this.vae = vae;
    this.seed = new Seed(context.study().seed()).child("explain").child("local");
  }

  /** Writes {@link LocalFiles} of a batch and gives its rows. */
  List<Measured> write(Subject subject, ExplainRequest request, Path draft) {
    LocalChoice choice = new LocalChoice(context);
    Set<String> chosen =
        choice.ids().stream().filter(request.ids()::contains).collect(Collectors.toSet());
    List<Measured> rows = new ArrayList<>();
    List<LocalFiles.Numbers> numbers = new ArrayList<>();
    if (!chosen.isEmpty()) {
      try (Vae.Coder coder = vae.open();
          ExplainedTarget target = target(subject, request);
          Beside teacher = teacher(request)) {
        LocalDistiller distiller = distiller(coder, target);
        Map<String, LocalChoice.Other> others = choice.others(coder, chosen);
        for (int i = 0; i < request.size(); i++) {
          LocalChoice.Other other = others.get(request.ids().get(i));
          if (other != null) {
            LocalFindings found = distiller.examine(scene(distiller, request, i, other));
            rows.addAll(LocalRows.of(found, settings.neighbourhoods()));
            teacher.target().ifPresent(t -> rows.addAll(compared(distiller(coder, t), found)));
            numbers.add(LocalFiles.write(draft, i, found, other.id()));
          }
        }
      }
    }
    Files.json(draft.resolve(LocalFiles.NUMBERS), numbers);
    return rows;
  }

  /** The teacher of a student, opened for a whole batch; of a teacher nothing. */
  private record Beside(Optional<Subject> subject, Optional<ExplainedTarget> target)
      implements AutoCloseable {
    @Override
    public void close() {
      target.ifPresent(ExplainedTarget::close);
      subject.ifPresent(Subject::close);
    }
  }

  private Beside teacher(ExplainRequest request) {
    Optional<Subject> subject =
        id.isTeacher()
            ? Optional.empty()
            : Optional.of(Subject.open(context, id.teacher(context.study())));
    return new Beside(subject, subject.map(teacher -> target(teacher, request)));
  }

  private static Scene scene(
      LocalDistiller distiller, ExplainRequest request, int index, LocalChoice.Other other) {
    return new Scene(
        request.ids().get(index),
        request.image(index),
        request.classes()[index],
        distiller.code(request.image(index)),
        other.code());
  }

  private LocalDistiller distiller(Vae.Coder coder, ExplainedTarget target) {
    return new LocalDistiller(
        coder, target, settings, context.study().explain().settings().lime(), seed);
  }

  private static ExplainedTarget target(Subject subject, ExplainRequest request) {
    return ExplainedTarget.of(
        subject.explained(), request.height(), request.width(), subject.spec().channels());
  }

  /** The teacher's student of the same neighbours beside this network's. */
  private static List<Measured> compared(LocalDistiller teachers, LocalFindings found) {
    Scene scene = found.scene();
    Neighbours around = teachers.asked(scene.id(), found.neighbours().get(Neighbourhood.LATENT));
    return LocalRows.compared(
        found, around, teachers.fit(scene.id(), around), teachers.realism(scene).keepsAnswer());
  }
}
