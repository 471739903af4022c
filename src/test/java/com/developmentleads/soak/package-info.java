/**
 * A year and more of daily runs in minutes, watched for anything that grows. {@code bench/soak} runs the long version.
 */
package com.developmentleads.soak;
