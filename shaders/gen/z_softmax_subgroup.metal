#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _36 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _39 = (_36 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _49 = SPIRV_CROSS_CONSTANT_ID_0;
constant bool _87 = (_36 == 1u);

struct _139
{
    uint _m0;
    uint _m1;
};

struct _166
{
    float _m0[1];
};

struct _221
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _241 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_241, 1u, 1u);

kernel void main0(constant _139& _141 [[buffer(0)]], const device _166& _168 [[buffer(2)]], device _221& _223 [[buffer(3)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _52[_49];
    uint _151 = (gl_WorkGroupID.y * _141._m0) + (gl_WorkGroupID.x * _141._m1);
    float _375;
    _375 = -3.4028234663852885981170418348452e+38;
    for (uint _374 = gl_LocalInvocationID.x; _374 < _141._m1; )
    {
        _375 = max(_375, _168._m0[_151 + _374]);
        _374 += _49;
        continue;
    }
    float _378;
    do
    {
        float _272 = simd_max(_375);
        if (_87)
        {
            _378 = _272;
            break;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        bool _276 = simd_is_first();
        if (_276)
        {
            _52[gl_SubgroupID] = _272;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float _377;
        _377 = _52[0];
        for (uint _376 = 1u; _376 < gl_NumSubgroups; )
        {
            _377 = max(_377, _52[_376]);
            _376++;
            continue;
        }
        _378 = _377;
        break;
    } while(false);
    float _380;
    _380 = 0.0;
    float _203;
    for (uint _379 = gl_LocalInvocationID.x; _379 < _141._m1; _380 = _203, _379 += _49)
    {
        uint _195 = _151 + _379;
        float _394;
        if (_168._m0[_195] < (-3.4028234663852885981170418348452e+38))
        {
            _394 = 0.0;
        }
        else
        {
            _394 = exp(_168._m0[_195] - _378);
        }
        _203 = _380 + _394;
    }
    float _383;
    do
    {
        float _327 = simd_sum(_380);
        if (_39)
        {
            _383 = _327;
            break;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        bool _331 = simd_is_first();
        if (_331)
        {
            _52[gl_SubgroupID] = _327;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float _382;
        _382 = _52[0];
        for (uint _381 = 1u; _381 < gl_NumSubgroups; )
        {
            _382 += _52[_381];
            _381++;
            continue;
        }
        _383 = _382;
        break;
    } while(false);
    for (uint _384 = gl_LocalInvocationID.x; _384 < _141._m1; _384 += _49)
    {
        uint _226 = _151 + _384;
        float _390;
        if (_168._m0[_226] < (-3.4028234663852885981170418348452e+38))
        {
            _390 = 0.0;
        }
        else
        {
            _390 = exp(_168._m0[_226] - _378);
        }
        _223._m0[_226] = _390 / _383;
    }
}

