package org.heirloom.study;

/** What must hold for local distillation. */
final class LocalChecks {
  private static final int FEWEST_NEIGHBOURS = 50;
  private static final int SAMPLES_PER_SEGMENT = 10;
  private static final String LATENT = "latent";

  private LocalChecks() {}

  static void check(Study study, Scope explain) {
    LocalSettings local = study.explain().local();
    Scope scope = explain.in("local");
    scope.range("examples", local.examples(), 0, 1000);
    scope.distinct("ids", local.ids());
    scope.require(
        !local.enabled() || local.examples() > 0 || !local.ids().isEmpty(),
        "examples",
        "is 0, and no example is named. Got 0. Expected 1 or more, ids, or enabled: false.");
    scope.known("neighbourhoods", local.neighbourhoods(), Vocabulary.NEIGHBOURHOODS);
    scope.distinct("neighbourhoods", local.neighbourhoods());
    scope.require(
        local.neighbourhoods().contains(LATENT),
        "neighbourhoods",
        "lacks the one that explains. Got %s. Expected latent among them."
            .formatted(local.neighbourhoods()));
    scope.range("neighbours", local.neighbours(), FEWEST_NEIGHBOURS, 100_000);
    scope.range("scale", local.scale(), "(0, 100]");
    scope.range("temperature", local.temperature(), "(0, 1000]");
    scope.range("ridge", local.ridge(), "[0, 1000000]");
    scope.known("labels", local.labels(), Vocabulary.LOCAL_LABELS);
    scope.require(
        local.enabled() || !study.explain().explainers().contains("local-distillation"),
        "enabled",
        "is false, and explain.explainers names local-distillation, which needs its autoencoder. Got false. Expected true.");
    samples(study, scope);
    autoencoder(study, local.autoencoder(), scope.in("autoencoder"));
  }

  /** LIME is fitted to the superpixel neighbours. */
  private static void samples(Study study, Scope scope) {
    LocalSettings local = study.explain().local();
    ExplainerSettings.Lime lime = study.explain().settings().lime();
    boolean cut =
        local.neighbourhoods().contains("superpixel") && !lime.superpixels().equals("quickshift");
    scope.require(
        !local.enabled() || !cut || local.neighbours() >= SAMPLES_PER_SEGMENT * lime.segments(),
        "neighbours",
        "too few to tell LIME's segments apart (explain.settings.lime.segments). Got %d for %d segments. Expected at least %d."
            .formatted(local.neighbours(), lime.segments(), SAMPLES_PER_SEGMENT * lime.segments()));
  }

  private static void autoencoder(Study study, LocalSettings.Autoencoder vae, Scope scope) {
    scope.range("latent", vae.latent(), 1, 4096);
    scope.range("width", vae.width(), 1, 512);
    scope.range("divergenceWeight", vae.divergenceWeight(), "[0, 1000]");
    scope.range("divergenceWarmup", vae.divergenceWarmup(), "[0, 1]");
    scope.range("patience", vae.patience(), 1, 1000);
    TrainingChecks.training(study, vae.training(), scope.in("training"));
  }
}
