/**
 * The application as a process of its own, killed with SIGKILL: at random moments and at named points. What counts is
 * what the stand-ins hold afterwards; they live in another process that is never killed.
 */
package com.developmentleads.crash;
