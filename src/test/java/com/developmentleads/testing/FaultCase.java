package com.developmentleads.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of how one fault of another system, of the data or of this machine is handled. Each run of it becomes a line
 * of the list that {@code bench/faults} prints; of a parameterized test each set of arguments is a fault of its own.
 */
@Documented
@Tag("fault")
@ExtendWith(FaultList.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FaultCase {

    /** What is at fault. */
    enum Where {
        PROVIDER,
        SEARCH,
        SHEET,
        MAIL,
        PARCELS,
        WEBHOOK,
        DATA,
        DATABASE,
        MACHINE,
        CONFIGURATION,
        TIME
    }

    Where where();

    /** The fault; of a parameterized test what its faults have in common. */
    String fault();

    /** The outcome that the test asserts. */
    String then();
}
