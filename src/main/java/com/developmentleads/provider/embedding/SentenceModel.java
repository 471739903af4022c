package com.developmentleads.provider.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.developmentleads.provider.learner.TextVectors;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sentence embedding model bge-small-en-v1.5 (BAAI, quantised to 8 bits), run in this process by ONNX Runtime. It
 * is loaded at first use, shared by all who have this object, and reads the first {@value #MAX_TOKENS} tokens of a
 * text. As many texts are embedded at a time as there are processors, each by one thread, so the same text gives the
 * same bits whatever else goes on.
 */
public final class SentenceModel implements TextVectors, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SentenceModel.class);
    private static final String MODEL = "/bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";
    private static final int SIZE = 384;
    private static final int MAX_TOKENS = 512;
    /** More than the model reads of any ordinary text; what is beyond is not even cut into tokens. */
    private static final int MAX_CHARACTERS = 20_000;

    private final Path folder;
    private final VectorCache cache;
    private final int places = Runtime.getRuntime().availableProcessors();
    /** A permit allows calls to the libraries; it is taken before this object's monitor, never after it. */
    private final Semaphore free = new Semaphore(places, true);
    /**
     * Keeps all threads out of the libraries when the process ends, which would crash it; later callers wait for the
     * end.
     */
    private final Thread lastCall = new Thread(this::awaitLibraries, "embedding-last-call");

    private volatile boolean ending;
    private Encoder encoder;
    private String fault;
    private boolean closed;

    /**
     * @param folder    where native libraries are unpacked; made when missing
     * @param maxCached how many embeddings are kept; each takes about 1.7 KB
     */
    public SentenceModel(String folder, int maxCached) {
        this.folder = Path.of(folder);
        cache = new VectorCache(maxCached);
    }

    /** Why the model cannot be used on this machine, or nothing when it can; loads it if need be. */
    public Optional<String> fault() {
        free.acquireUninterruptibly();
        try {
            synchronized (this) {
                if (encoder == null && fault == null) {
                    load();
                }
                return Optional.ofNullable(fault);
            }
        } finally {
            free.release();
        }
    }

    private void load() {
        if (closed) {
            throw new IllegalStateException("The embedding model is closed");
        }
        try {
            Runtime.getRuntime().addShutdownHook(lastCall);
        } catch (IllegalStateException e) {
            // The process is ending; unfinished work is taken up at the next start, as after a kill.
            new Semaphore(0).acquireUninterruptibly();
        }
        try {
            NativeLibraries.prepare(folder);
            encoder = Encoder.load();
            NativeLibraries.restrict(folder);
        } catch (IOException | OrtException | RuntimeException | LinkageError | AssertionError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            fault = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            LOG.warn("The embedding model cannot be used: {}", fault);
        }
    }

    private void awaitLibraries() {
        ending = true;
        free.acquireUninterruptibly(places);
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public float[][] of(List<String> texts) {
        return embed(texts).stream().map(Embedding::vector).toArray(float[][]::new);
    }

    /**
     * The embedding of each text, in their order.
     *
     * @throws IllegalStateException when the model cannot be used here
     */
    public List<Embedding> embed(List<String> texts) {
        fault().ifPresent(why -> {
            throw new IllegalStateException("The embedding model cannot be used: " + why);
        });
        return texts.parallelStream()
                .map(text -> cache.get(text, this::compute))
                .toList();
    }

    private Embedding compute(String text) {
        free.acquireUninterruptibly();
        try {
            Encoder open;
            synchronized (this) {
                open = encoder;
            }
            if (open == null) {
                throw new IllegalStateException("The embedding model is closed");
            }
            return open.embed(text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS));
        } finally {
            free.release();
        }
    }

    /**
     * Frees the memory outside the heap, once nothing is being embedded; not while the process ends, which frees it.
     */
    @Override
    public void close() {
        try {
            while (!free.tryAcquire(places, 50, TimeUnit.MILLISECONDS)) {
                if (ending) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            synchronized (this) {
                closed = true;
                if (encoder != null) {
                    encoder.close();
                    encoder = null;
                }
            }
            Runtime.getRuntime().removeShutdownHook(lastCall);
        } catch (IllegalStateException e) {
            LOG.debug("The process ends already");
        } finally {
            free.release(places);
        }
    }

    /** The tokenizer and the network; the only code that touches the libraries' classes, so they load with it. */
    private record Encoder(OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer) {

        static Encoder load() throws IOException, OrtException {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "embedding");
            keep();
            try (InputStream model = resource(MODEL);
                    InputStream tokenizer = resource(TOKENIZER);
                    OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                Map<String, String> cutting =
                        Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(MAX_TOKENS));
                return new Encoder(
                        environment,
                        environment.createSession(model.readAllBytes(), options),
                        HuggingFaceTokenizer.newInstance(tokenizer, cutting));
            }
        }

        /**
         * Holds one reference to the environment more than the library's own shutdown hook releases; the hook does not
         * check whether a session is being made at that moment. References are counted (core/session/ort_env.cc).
         */
        private static void keep() throws OrtException {
            try {
                Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
                api.setAccessible(true);
                Method create =
                        OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
                create.setAccessible(true);
                create.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue(), "embedding");
            } catch (ReflectiveOperationException e) {
                LOG.debug("The environment is not held, as this version of the library has another form", e);
            }
        }

        private static InputStream resource(String name) throws IOException {
            InputStream in = SentenceModel.class.getResourceAsStream(name);
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            return in;
        }

        /** The output at the first token ([CLS]), as the model was trained, scaled to unit length. */
        Embedding embed(String text) {
            Encoding encoding = tokenizer.encode(text, true, false);
            long[] shape = {1, encoding.getIds().length};
            try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(encoding.getIds()), shape);
                    OnnxTensor mask =
                            OnnxTensor.createTensor(environment, LongBuffer.wrap(encoding.getAttentionMask()), shape);
                    OnnxTensor types =
                            OnnxTensor.createTensor(environment, LongBuffer.wrap(encoding.getTypeIds()), shape);
                    OrtSession.Result result =
                            session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
                FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] vector = new float[SIZE];
                states.get(vector);
                double squares = 0;
                for (float value : vector) {
                    squares += value * value;
                }
                float length = (float) Math.sqrt(squares);
                for (int i = 0; i < SIZE; i++) {
                    vector[i] /= length;
                }
                return new Embedding(vector, encoding.getIds().length);
            } catch (OrtException e) {
                throw new IllegalStateException("The embedding model failed", e);
            }
        }

        void close() {
            tokenizer.close();
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("The embedding model could not be closed", e);
            }
        }
    }
}
