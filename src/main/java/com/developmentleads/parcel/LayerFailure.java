package com.developmentleads.parcel;

import com.developmentleads.failure.RequestFailure;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.util.ObjectHelper;

/** A failure of the layer of parcels, which a run survives; any other is one of ours. */
public final class LayerFailure {

    /**
     * The failure in one line.
     *
     * @throws RuntimeException of what was thrown, when it is what this machine did wrong, such as a full disk
     */
    public String describe(Exception thrown) {
        LayerException ours = ObjectHelper.getException(LayerException.class, thrown);
        if (ours == null && RequestFailure.find(thrown).isEmpty()) {
            throw RuntimeCamelException.wrapRuntimeCamelException(thrown);
        }
        return ours == null ? RequestFailure.describe(thrown) : ours.getMessage();
    }
}
