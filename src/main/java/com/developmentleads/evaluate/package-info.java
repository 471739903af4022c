/**
 * How well a model does on held-out examples, and whether it may classify. It uses {@code config}, {@code pricing} and
 * {@code training}.
 */
package com.developmentleads.evaluate;
