package com.developmentleads.provider.store;

import com.developmentleads.provider.wire.EventDocument;
import com.developmentleads.provider.wire.JobDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A job with its events, oldest first. Both are one file, so that a change of state and its event become durable
 * together.
 *
 * @param suffix the word the client asked for in the tuned model's name, or an empty string
 */
public record StoredJob(long sequence, String suffix, JobDocument document, List<EventDocument> events)
        implements JsonStore.Entry {

    @Override
    public String key() {
        return document.id();
    }

    public StoredJob with(UnaryOperator<JobDocument> change) {
        return new StoredJob(sequence, suffix, change.apply(document), events);
    }

    public StoredJob with(EventDocument event) {
        List<EventDocument> more = new ArrayList<>(events);
        more.add(event);
        return new StoredJob(sequence, suffix, document, List.copyOf(more));
    }
}
