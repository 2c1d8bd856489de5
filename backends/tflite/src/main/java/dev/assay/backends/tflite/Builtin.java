package dev.assay.backends.tflite;

/** The operators that are used, with their numbers in the schema's {@code BuiltinOperator}. */
enum Builtin {
  ADD(0),
  AVERAGE_POOL_2D(1),
  CONCATENATION(2),
  CONV_2D(3),
  DEPTHWISE_CONV_2D(4),
  DEPTH_TO_SPACE(5),
  FLOOR(8),
  FULLY_CONNECTED(9),
  LOGISTIC(14),
  MAX_POOL_2D(17),
  MUL(18),
  RELU(19),
  RESHAPE(22),
  SOFTMAX(25),
  SPACE_TO_DEPTH(26),
  TANH(28),
  GATHER(36),
  TRANSPOSE(39),
  MEAN(40),
  SUB(41),
  DIV(42),
  STRIDED_SLICE(45),
  EXP(47),
  LOG_SOFTMAX(50),
  CAST(53),
  PRELU(54),
  MAXIMUM(55),
  MINIMUM(57),
  LESS(58),
  NEG(59),
  PADV2(60),
  LESS_EQUAL(63),
  SLICE(65),
  SIN(66),
  EQUAL(71),
  NOT_EQUAL(72),
  LOG(73),
  SUM(74),
  SQRT(75),
  POW(78),
  REDUCE_PROD(81),
  REDUCE_MAX(82),
  LOGICAL_OR(84),
  LOGICAL_AND(86),
  LOGICAL_NOT(87),
  REDUCE_MIN(89),
  REDUCE_ANY(91),
  FLOOR_MOD(95),
  LEAKY_RELU(98),
  ABS(101),
  CEIL(104),
  COS(108),
  ELU(111),
  ROUND(116),
  HARD_SWISH(117),
  SELECT_V2(123),
  BATCH_MATMUL(126),
  BROADCAST_TO(130, 2),
  REDUCE_ALL(140),
  GELU(150),
  ATAN2(156);

  private final int number;
  private final int version;

  Builtin(int number) {
    this(number, 1);
  }

  Builtin(int number, int version) {
    this.number = number;
    this.version = version;
  }

  int number() {
    return number;
  }

  /** The first version that has kernels. */
  int version() {
    return version;
  }
}
