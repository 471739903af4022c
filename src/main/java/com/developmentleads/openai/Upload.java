package com.developmentleads.openai;

import com.developmentleads.config.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hc.client5.http.entity.mime.FileBody;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** The multipart body of {@code POST /files}; camel-http takes it as it is and streams the file from the disk. */
public final class Upload {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final boolean marked;

    /** @param marked whether the file begins with the byte order mark of UTF-8, as Azure asks */
    public Upload(boolean marked) {
        this.marked = marked;
    }

    /**
     * @param path absolute path of a JSONL file
     * @return two parts, {@code purpose} ({@code fine-tune}) and {@code file} (with its name)
     */
    public HttpEntity entity(String path) {
        Path file = Path.of(path);
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("the file " + path + " is gone", "run leads prepare again");
        }
        return MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.STRICT)
                // The client's own value has a charset, which RFC 7578 does not know.
                .setContentType(ContentType.create("multipart/form-data"))
                .addTextBody("purpose", "fine-tune", ContentType.create("text/plain"))
                .addPart("file", new JsonlBody(file.toFile(), marked ? MARK : new byte[0]))
                .build();
    }

    /**
     * As {@link #entity}, of a batch ({@code purpose=batch}).
     *
     * @param lines of the file
     * @param name  of the batch, a part of the file's name
     */
    public HttpEntity lines(List<String> lines, String name) {
        return MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.STRICT)
                .setContentType(ContentType.create("multipart/form-data"))
                .addTextBody("purpose", "batch", ContentType.create("text/plain"))
                .addBinaryBody(
                        "file",
                        (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8),
                        ContentType.create("application/jsonl"),
                        "backfill-" + name + ".jsonl")
                .build();
    }

    /** The file after some bytes that it does not have itself. */
    private static final class JsonlBody extends FileBody {

        private final byte[] before;

        JsonlBody(File file, byte[] before) {
            super(file, ContentType.create("application/jsonl"), file.getName());
            this.before = before;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(before);
            super.writeTo(out);
        }

        @Override
        public long getContentLength() {
            return before.length + super.getContentLength();
        }
    }
}
