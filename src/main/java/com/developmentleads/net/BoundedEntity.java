package com.developmentleads.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** An answer whose content is read through a bound. */
final class BoundedEntity extends HttpEntityWrapper {

    private final HttpEntity answer;
    private final UnaryOperator<InputStream> bound;
    private InputStream content;

    BoundedEntity(HttpEntity answer, UnaryOperator<InputStream> bound) {
        super(answer);
        this.answer = answer;
        this.bound = bound;
    }

    @Override
    public InputStream getContent() throws IOException {
        if (content == null) {
            content = bound.apply(answer.getContent());
        }
        return content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = getContent()) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        getContent().close();
    }
}
