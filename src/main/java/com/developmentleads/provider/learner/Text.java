package com.developmentleads.provider.learner;

import de.bwaldvogel.liblinear.Feature;

/**
 * A prompt as the scorers read it.
 *
 * @param words   its n-grams, by their place in the lexicon
 * @param numbers the values of its columns
 * @param meaning its embedding, or null where there is none
 */
record Text(Feature[] words, float[] numbers, float[] meaning) {}
