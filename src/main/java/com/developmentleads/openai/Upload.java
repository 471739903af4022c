package com.developmentleads.openai;

import com.developmentleads.config.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** The multipart body of {@code POST /files}; camel-http takes it as it is and streams the file from the disk. */
public final class Upload {

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
                .addBinaryBody(
                        "file",
                        file.toFile(),
                        ContentType.create("application/jsonl"),
                        file.getFileName().toString())
                .build();
    }
}
