package com.developmentleads.provider.learner;

import com.carrotsearch.hppc.LongIntHashMap;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Fits a linear text classifier to examples. */
public final class Learner {

    /** What came of a training. */
    public record Result(LinearTextModel model) {
    }

    static {
        Linear.disableDebugOutput();
    }

    public Result fit(List<Example> training, List<Example> validation, long seed, Progress progress) {
        List<String> labels = new ArrayList<>(new TreeSet<>(training.stream().map(Example::answer).toList()));
        List<Long> keys = new ArrayList<>();
        LongIntHashMap index = new LongIntHashMap();
        Problem problem = new Problem();
        problem.l = training.size();
        problem.y = new double[problem.l];
        problem.x = new Feature[problem.l][];
        for (int i = 0; i < problem.l; i++) {
            long[] grams = Grams.of(training.get(i).prompt());
            TreeSet<Integer> at = new TreeSet<>();
            for (long gram : grams) {
                if (!index.containsKey(gram)) {
                    index.put(gram, keys.size());
                    keys.add(gram);
                }
                at.add(index.get(gram));
            }
            double value = 1 / Math.sqrt(Math.max(1, grams.length));
            problem.x[i] = at.stream().map(a -> new FeatureNode(a + 1, value)).toArray(Feature[]::new);
            problem.y[i] = labels.indexOf(training.get(i).answer());
        }
        problem.n = keys.size();
        Parameter parameter = new Parameter(SolverType.L2R_LR, 10, 0.01);
        float[][] weights = new float[labels.size()][keys.size()];
        for (int c = 0; c < labels.size(); c++) {
            double[] y = problem.y.clone();
            int label = c;
            problem.y = java.util.Arrays.stream(y).map(v -> v == label ? 1 : -1).toArray();
            Model model = Linear.train(problem, parameter);
            double sign = model.getLabels()[0] == 1 ? 1 : -1;
            for (int i = 0; i < keys.size(); i++) {
                weights[c][i] = (float) (sign * model.getFeatureWeights()[i]);
            }
            problem.y = y;
        }
        progress.step("Fitted", Map.of("step", 1));
        return new Result(new LinearTextModel(labels, keys.stream().mapToLong(Long::longValue).toArray(), weights,
                new float[labels.size()]));
    }
}
