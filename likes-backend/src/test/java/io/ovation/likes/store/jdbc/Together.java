package io.ovation.likes.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Several backends that do something at the same time. */
final class Together {

    interface Task<T> {
        T run(int backend) throws Exception;
    }

    private Together() {}

    static <T> List<T> run(int backends, Task<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(backends);
        try {
            List<Callable<T>> calls = IntStream.range(0, backends)
                    .<Callable<T>>mapToObj(backend -> () -> task.run(backend))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
