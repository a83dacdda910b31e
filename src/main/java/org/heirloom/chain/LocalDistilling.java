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
  private final Seed seed;

  /** What is drawn is the same for all networks, so that their students can be compared. */
  LocalDistilling(StageContext context, ModelId id) {
    this.context = context;
    this.id = id;
    this.settings = context.study().explain().local();
    this.seed = new Seed(context.study().seed()).child("explain").child("local");
  }

  /** Writes {@link LocalFiles} of a batch and gives its rows; nothing unless the study asks. */
  List<Measured> write(Subject subject, ExplainRequest request, Path draft) {
    if (!settings.enabled()) {
      return List.of();
    }
    LocalChoice choice = new LocalChoice(context);
    Set<String> chosen =
        choice.ids().stream().filter(request.ids()::contains).collect(Collectors.toSet());
    List<Measured> rows = new ArrayList<>();
    List<LocalFiles.Numbers> numbers = new ArrayList<>();
    if (!chosen.isEmpty()) {
      try (Vae.Coder coder = AutoencoderFamily.read(context).open();
          ExplainedTarget target = target(subject, request)) {
        LocalDistiller distiller = distiller(coder, target);
        Map<String, LocalChoice.Other> others = choice.others(coder, chosen);
        Optional<Subject> teacher =
            id.isTeacher()
                ? Optional.empty()
                : Optional.of(Subject.open(context, id.teacher(context.study())));
        try {
          for (int i = 0; i < request.size(); i++) {
            LocalChoice.Other other = others.get(request.ids().get(i));
            if (other != null) {
              LocalFindings found = distiller.examine(scene(distiller, request, i, other));
              rows.addAll(LocalRows.of(found, settings.neighbourhoods()));
              teacher.ifPresent(t -> rows.addAll(compared(coder, t, request, found)));
              numbers.add(LocalFiles.write(draft, i, found, other.id()));
            }
          }
        } finally {
          teacher.ifPresent(Subject::close);
        }
      }
    }
    Files.json(draft.resolve(LocalFiles.NUMBERS), numbers);
    return rows;
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
  private List<Measured> compared(
      Vae.Coder coder, Subject teacher, ExplainRequest request, LocalFindings found) {
    try (ExplainedTarget target = target(teacher, request)) {
      LocalDistiller distiller = distiller(coder, target);
      Scene scene = found.scene();
      Neighbours around = distiller.around(scene.id(), scene.image());
      return LocalRows.compared(
          found, around, distiller.fit(scene.id(), around), distiller.realism(scene).keepsAnswer());
    }
  }
}
