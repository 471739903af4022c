package com.developmentleads.provider.learner;

import java.util.List;

/** Turns texts into vectors of unit length; texts that mean the same have nearly the same vector. */
public interface TextVectors {

    /** How many numbers a vector has. */
    int size();

    /** The vector of each text, in their order; the same text always has the same vector. */
    float[][] of(List<String> texts);
}
