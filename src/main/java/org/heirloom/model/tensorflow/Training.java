package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Batches;
import org.heirloom.model.History;
import org.heirloom.model.ImageSet;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Precision;
import org.heirloom.model.Prototype;
import org.heirloom.model.Weights;
import org.heirloom.store.Checkpoints;
import org.heirloom.study.Study;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Trains one or more networks in step: they start from the same seed and see the same augmented
 * batches in the same order, so that what differs between them is their loss alone, and a teacher's
 * outputs are computed once for all.
 *
 * <p>After each interval (an epoch, or as many as make a twentieth of the run) the networks are
 * evaluated on the selection split and a checkpoint is saved, and between them when {@link
 * SaveClock} says so; a training that starts over goes on from the newest checkpoint to the same
 * bits.
 */
public final class Training {
  private static final int QUARTERS = 4;

  private final Task task;
  private final Map<String, Arm> arms;
  private final Course course;

  /**
   * What is trained on what.
   *
   * @param spec of every network; they share it
   * @param recipe how long, how fast
   * @param seed gives initial values, order and augmentation
   * @param train the training set
   * @param selection chooses the epoch
   * @param precision of training and evaluation
   */
  public record Task(
      ModelSpec spec,
      Study.Training recipe,
      Seed seed,
      ImageSet train,
      ImageSet selection,
      Precision precision) {

    /** A training in 32 bits. */
    public Task(
        ModelSpec spec, Study.Training recipe, Seed seed, ImageSet train, ImageSet selection) {
      this(spec, recipe, seed, train, selection, Precision.FLOAT32);
    }

    /** The same network on other images. */
    public Task with(ImageSet others, ImageSet chosenBy) {
      return new Task(spec, recipe, seed, others, chosenBy, precision);
    }

    /** The same in another precision. */
    public Task in(Precision other) {
      return new Task(spec, recipe, seed, train, selection, other);
    }
  }

  /**
   * A network to train.
   *
   * @param loss made small
   * @param teacher whom the loss looks at; empty if nobody. Not closed here
   */
  public record Arm(Loss loss, Optional<Teacher> teacher) {

    /** A network that learns without a teacher. */
    public static Arm alone(Loss loss) {
      return new Arm(loss, Optional.empty());
    }
  }

  /**
   * A trained network.
   *
   * @param weights of the selected epoch
   * @param history of all epochs
   * @param prototypes that it is made of; empty if it is not
   */
  public record Trained(Weights weights, History history, List<Prototype> prototypes) {
    public Trained {
      prototypes = List.copyOf(prototypes);
    }

    /** A network that is not made of prototypes, or of none that are patches of images. */
    public Trained(Weights weights, History history) {
      this(weights, history, List.of());
    }
  }

  /**
   * Prepares a training.
   *
   * @param arms by the name of the network; arms with the same teacher object share its answers
   */
  public Training(Task task, Map<String, Arm> arms) {
    this.task = task;
    this.arms = new LinkedHashMap<>(arms);
    this.course = Course.of(task.recipe(), task.train().size());
  }

  /** The network of this task before training. */
  public static Weights initial(Task task) {
    TensorFlowRuntime.requireStarted();
    try (Learner learner =
        new Learner(task, Learner.Lesson.of((tf, s) -> tf.constant(0f)), false)) {
      learner.initialise(task.seed().child("initial"));
      return learner.network();
    }
  }

  /**
   * Trains to the end.
   *
   * @param checkpoints of this unit of work
   * @param progress takes the fraction done
   * @return the trained networks by name
   * @throws StudyException if a loss is not finite
   */
  public Map<String, Trained> run(Checkpoints checkpoints, DoubleConsumer progress) {
    TensorFlowRuntime.requireStarted();
    List<TrainingArm> learners = new ArrayList<>();
    try {
      arms.forEach((name, arm) -> learners.add(new TrainingArm(name, task, arm)));
      Batches batches = new Batches(task.train(), task.recipe(), task.seed());
      Course.Trainee together =
          new Course.Trainee(
              done -> step(batches, done, learners),
              done -> evaluate(learners, done),
              () -> false,
              folder -> learners.forEach(arm -> arm.write(folder)),
              folder -> learners.forEach(arm -> arm.read(folder)));
      course.run(together, checkpoints, progress);
      Map<String, Trained> trained = new LinkedHashMap<>();
      learners.forEach(arm -> trained.put(arm.name(), finished(arm.trained())));
      return trained;
    } finally {
      learners.forEach(TrainingArm::close);
    }
  }

  private void evaluate(List<TrainingArm> learners, long done) {
    push(learners, done);
    learners.forEach(arm -> arm.evaluate(course, done));
  }

  /**
   * Prototypes are pushed at the first evaluation of each but the first quarter of the steps: one
   * that no image of its class was near to begins anew as a patch of one.
   */
  private void push(List<TrainingArm> learners, long step) {
    long steps = course.steps();
    long before = Math.max(0, step - course.interval());
    boolean quarter = QUARTERS * step / steps > QUARTERS * before / steps;
    if (task.spec().network().prototypes() && quarter && step < steps) {
      PrototypePush push = new PrototypePush(task.spec(), task.train());
      learners.forEach(arm -> arm.push(push));
    }
  }

  private Trained finished(Trained trained) {
    return task.spec().network().prototypes() ? PrototypeFinish.of(task, trained) : trained;
  }

  private void step(Batches batches, long step, List<TrainingArm> learners) {
    Batches.Batch batch = batches.batch(step);
    Learner.Moment moment = course.moment(step);
    IdentityHashMap<Teacher, Teacher.Answers> answers = new IdentityHashMap<>();
    try (TUint8 pixels = Images.tensor(batch.pixels());
        TInt32 labels = Tensors.ints(batch.labels());
        TInt32 positions = Tensors.ints(batch.positions());
        TFloat32 concepts = concepts(batch.positions())) {
      wanted(learners).forEach((t, names) -> answers.put(t, t.answers(pixels, names)));
      for (TrainingArm arm : learners) {
        Map<String, TFloat32> said =
            arm.teacher().map(t -> answers.get(t).tensors()).orElse(Map.of());
        float loss = arm.step(new Learner.Feed(pixels, labels, positions, concepts, said, moment));
        if (!Float.isFinite(loss)) {
          throw diverged(arm, loss, step);
        }
      }
    } finally {
      answers.values().forEach(Teacher.Answers::close);
    }
  }

  /** What each teacher is asked for, by all arms together. */
  private static Map<Teacher, Set<String>> wanted(List<TrainingArm> learners) {
    IdentityHashMap<Teacher, Set<String>> wanted = new IdentityHashMap<>();
    for (TrainingArm arm : learners) {
      arm.teacher()
          .ifPresent(t -> wanted.computeIfAbsent(t, x -> new TreeSet<>()).addAll(arm.wanted()));
    }
    return wanted;
  }

  private TFloat32 concepts(int[] positions) {
    return task.train().concepts().map(all -> Tensors.floats(all.rows(positions))).orElse(null);
  }

  private StudyException diverged(TrainingArm arm, float loss, long step) {
    TrainingRecord.diverged(arm.name());
    return new StudyException(
        "training.learningRate: the training of %s diverged. Got loss %s at step %d of %d. Expected a finite loss. Lower learningRate (%s) or lengthen warmup."
            .formatted(arm.name(), loss, step + 1, course.steps(), task.recipe().learningRate()));
  }
}
